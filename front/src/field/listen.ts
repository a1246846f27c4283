// Reading a screen aloud: the recording of the form when it has one, else the voice of the device.
import type { Question } from "./engine/types";
import { button } from "./dom";
import type { Session } from "./session";
import { t } from "./words";

let playing: HTMLAudioElement | null = null;

/** Stops what is being said. */
export function hush(): void {
  playing?.pause();
  playing = null;
  if ("speechSynthesis" in window) speechSynthesis.cancel();
}

async function play(session: Session, name: string): Promise<boolean> {
  const blob = await session.media(name);
  if (!blob) return false;
  const address = URL.createObjectURL(blob);
  playing = new Audio(address);
  playing.onended = () => URL.revokeObjectURL(address);
  await playing.play();
  return true;
}

function speak(screen: HTMLElement, language: string, done: () => void): void {
  const parts = [
    ...screen.querySelectorAll("h1, legend, .field > label, .help, .error, .prose, .choices label"),
  ]
    .filter((part) => !part.querySelector("h1, legend"))
    .map((part) => part.textContent?.trim().replace(/\s+/g, " ") ?? "");
  parts.forEach((text, rank) => {
    const said = new SpeechSynthesisUtterance(text);
    said.lang = language.split("-x-")[0] ?? language;
    said.rate = language.endsWith("falc") ? 0.85 : 1;
    if (rank === parts.length - 1) said.onend = done;
    speechSynthesis.speak(said);
  });
}

/** Returns the button that reads a screen aloud; null when nothing can. */
export function listenButton(
  session: Session,
  questions: Question[],
  screen: HTMLElement,
): HTMLElement | null {
  const sound = questions.map(({ label, hint }) => label.audio ?? hint?.audio).find(Boolean);
  if (!sound && !("speechSynthesis" in window)) return null;
  let reading = false;
  const end = (): void => {
    reading = false;
    made.setAttribute("aria-pressed", "false");
  };
  const press = async (): Promise<void> => {
    hush();
    if (reading) return end();
    reading = true;
    made.setAttribute("aria-pressed", "true");
    if (sound && (await play(session, sound))) {
      playing?.addEventListener("ended", end);
      return;
    }
    speak(screen, session.language || document.documentElement.lang, end);
  };
  const made = button(t("form.listen"), () => void press(), { kind: "quiet", icon: "volume" });
  made.setAttribute("aria-pressed", "false");
  return made;
}
