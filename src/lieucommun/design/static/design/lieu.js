/* Comfort only: every screen works without this file. */
(() => {
  "use strict";
  const closeMenus = (except) =>
    document.querySelectorAll("details.menu[open]").forEach((menu) => {
      if (menu !== except && !menu.contains(except)) menu.open = false;
    });
  document.addEventListener("click", (event) => closeMenus(event.target));
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    const open = document.activeElement?.closest("details.menu[open]");
    closeMenus(null);
    open?.querySelector("summary").focus();
  });

  const showHelpers = () =>
    document.querySelectorAll("[data-needs-script]").forEach((part) => part.removeAttribute("hidden"));
  showHelpers();
  document.addEventListener("htmx:after:swap", () => {
    showHelpers();
    const count = document.querySelector("[data-announce]");
    if (count) document.getElementById("announce").textContent = count.textContent;
  });
  document.addEventListener("click", async (event) => {
    const button = event.target.closest("[data-copy]");
    if (!button) return;
    const status = document.getElementById(button.dataset.status);
    try {
      await navigator.clipboard.writeText(new URL(button.dataset.copy || location.href, location.href).href);
      if (status) status.textContent = button.dataset.done;
    } catch {
      if (status) status.textContent = new URL(button.dataset.copy || location.href, location.href).href;
    }
  });
  document.addEventListener("click", (event) => {
    if (event.target.closest("[data-print]")) window.print();
  });
  if (!CSS.supports("selector(::details-content)") && matchMedia("(min-width: 60rem)").matches)
    document.querySelectorAll("details.facets").forEach((fold) => (fold.open = true));
  document.querySelectorAll("[data-shield]").forEach((shield) => {
    const start = async () => (await import(shield.dataset.script)).work(shield);
    shield.closest("form")?.addEventListener("focusin", start, { once: true });
  });
  document.querySelector(".summary-errors[data-focus]")?.focus();
})();
