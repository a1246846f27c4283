// A window that is a device of its own: two tablets on one laptop, for a trial.
import { shell } from "./words";

const ALONE = `field:${shell.service}:alone`;

/** Makes this window a device of its own, apart from that of the browser. */
export const beAlone = (): void => sessionStorage.setItem(ALONE, "1");

/** Whether this window is a device of its own. */
export const isAlone = (): boolean => sessionStorage.getItem(ALONE) !== null;

/** Returns where it is written which device this is: for the browser, or for the window. */
export const keeper = (): Storage => (isAlone() ? sessionStorage : localStorage);
