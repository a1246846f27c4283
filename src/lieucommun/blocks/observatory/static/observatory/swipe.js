// Two maps laid one over the other, with a slider that moves where one gives way to the other.
// Without this file they stand one after the other, each with its legend.
for (const beside of document.querySelectorAll("[data-swipe]")) {
  const [one, two] = beside.querySelectorAll("figure > svg");
  if (!one || !two || one.getAttribute("viewBox") !== two.getAttribute("viewBox")) continue;
  const stage = document.createElement("div");
  const over = document.createElement("div");
  const slider = document.createElement("input");
  stage.className = "swipe";
  over.className = "swipe-over";
  slider.type = "range";
  slider.min = "0";
  slider.max = "100";
  slider.value = "50";
  slider.dir = "ltr"; // maps are not mirrored: what is on the left stays there
  slider.setAttribute("aria-label", beside.dataset.label);
  const place = () => stage.style.setProperty("--at", `${slider.value}%`);
  slider.addEventListener("input", place);
  over.append(two);
  stage.append(one, over);
  beside.prepend(stage, slider);
  beside.classList.add("swiping");
  place();
}
