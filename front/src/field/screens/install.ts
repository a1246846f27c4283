// Being installed, and keeping what is written: what the browser grants, in words.
import { changed } from "../changes";
import { button, h, notice } from "../dom";
import { t } from "../words";

interface InstallEvent extends Event {
  prompt(): Promise<void>;
}

let offered: InstallEvent | null = null;

/** Remembers the offer of the browser until someone wants it. */
export function watchInstall(): void {
  addEventListener("beforeinstallprompt", (event) => {
    event.preventDefault();
    offered = event as InstallEvent;
    changed("version");
  });
  addEventListener("appinstalled", () => {
    offered = null;
    changed("version");
  });
}

/** Says whether the app runs as one, out of the tabs. */
export const isInstalled = (): boolean => matchMedia("(display-mode: standalone)").matches;

const isApple = (): boolean => /iPad|iPhone/.test(navigator.userAgent) || "standalone" in navigator;

/** Offers to install the app, or says how where the browser offers nothing. */
export function installNotice(): HTMLElement | null {
  if (isInstalled()) return null;
  if (offered) {
    const install = button(t("install.install"), () => void offered?.prompt(), { icon: "download" });
    return notice("info", t("install.offer"), h("p", {}, t("install.why")), h("p", {}, install));
  }
  return isApple() ? notice("warning", t("install.offer"), h("p", {}, t("install.apple"))) : null;
}

/** Asks the browser never to erase what is kept here; says whether it agrees. */
export async function askToPersist(): Promise<boolean> {
  if (!navigator.storage?.persist) return false;
  return (await navigator.storage.persisted()) || navigator.storage.persist();
}

/** Says whether the browser agreed, and how much is kept. */
export async function storageState(): Promise<{ kept: boolean; used: number }> {
  if (!navigator.storage) return { kept: false, used: 0 };
  const { usage = 0 } = await navigator.storage.estimate();
  return { kept: await navigator.storage.persisted(), used: usage };
}
