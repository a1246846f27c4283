/* Comfort only: every screen of a form works without this file. */
(() => {
  "use strict";
  const show = (name) =>
    document.querySelectorAll(`[${name}]`).forEach((part) => part.removeAttribute("hidden"));
  const prepare = () => {
    if ("speechSynthesis" in window) show("data-needs-voice");
    if ("geolocation" in navigator) show("data-needs-location");
  };
  prepare();
  document.addEventListener("htmx:after:swap", prepare);

  const words = (screen) =>
    [...screen.querySelectorAll("h1, legend, .field > label, .help, .error, .note, .choices label")]
      .filter((part) => !part.querySelector("h1, legend"))
      .map((part) => ({
        text: part.textContent.trim().replace(/\s+/g, " "),
        lang: part.closest("[lang]").lang,
      }));
  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-read-aloud]");
    if (!button) return;
    const reading = speechSynthesis.speaking;
    speechSynthesis.cancel();
    button.setAttribute("aria-pressed", String(!reading));
    if (reading) return;
    const parts = words(document.getElementById("screen"));
    parts.forEach(({ text, lang }, rank) => {
      const said = new SpeechSynthesisUtterance(text);
      said.lang = lang.split("-x-")[0];
      said.rate = lang.endsWith("falc") ? 0.85 : 1;
      if (rank === parts.length - 1) said.onend = () => button.setAttribute("aria-pressed", "false");
      speechSynthesis.speak(said);
    });
  });
  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-locate]");
    if (!button) return;
    const status = button.parentElement.querySelector("[role=status]");
    status.textContent = "…";
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => {
        document.getElementById(`${button.dataset.locate}-lat`).value = coords.latitude.toFixed(5);
        document.getElementById(`${button.dataset.locate}-lon`).value = coords.longitude.toFixed(5);
        status.textContent = `± ${Math.round(coords.accuracy)} m`;
      },
      () => (status.textContent = "×"),
      { enableHighAccuracy: true, timeout: 20000 },
    );
  });
})();
