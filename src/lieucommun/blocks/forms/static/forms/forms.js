/* Comfort only: every screen of a form works without this file. */
(() => {
  "use strict";
  const show = (name) =>
    document.querySelectorAll(`[${name}]`).forEach((part) => part.removeAttribute("hidden"));
  /** What is drawn becomes the picture that the field of the file sends. */
  const pad = (holder) => {
    const input = document.getElementById(holder.dataset.signature);
    const canvas = holder.querySelector("canvas");
    const pen = canvas.getContext("2d");
    const status = holder.querySelector("[role=status]");
    const wipe = () => {
      pen.fillStyle = "#fff";
      pen.fillRect(0, 0, canvas.width, canvas.height);
    };
    const at = (event) => {
      const box = canvas.getBoundingClientRect();
      const scale = canvas.width / box.width;
      return [(event.clientX - box.left) * scale, (event.clientY - box.top) * scale];
    };
    const keep = () =>
      canvas.toBlob((picture) => {
        const files = new DataTransfer();
        files.items.add(new File([picture], "signature.png", { type: "image/png" }));
        input.files = files.files;
      }, "image/png");
    let drawing = false;
    wipe();
    holder.removeAttribute("hidden");
    canvas.addEventListener("pointerdown", (event) => {
      drawing = true;
      canvas.setPointerCapture(event.pointerId);
      Object.assign(pen, { lineWidth: 3, lineCap: "round", lineJoin: "round", strokeStyle: "#111" });
      pen.beginPath();
      pen.moveTo(...at(event));
      status.textContent = "";
    });
    canvas.addEventListener("pointermove", (event) => {
      if (!drawing) return;
      pen.lineTo(...at(event));
      pen.stroke();
    });
    const done = () => {
      if (drawing) keep();
      drawing = false;
    };
    canvas.addEventListener("pointerup", done);
    canvas.addEventListener("pointercancel", done);
    holder.querySelector("[data-clear]").addEventListener("click", () => {
      wipe();
      input.value = "";
      status.textContent = holder.dataset.cleared;
    });
  };
  const prepare = () => {
    if ("speechSynthesis" in window) show("data-needs-voice");
    if ("geolocation" in navigator) show("data-needs-location");
    document.querySelectorAll("[data-signature][hidden]").forEach(pad);
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
