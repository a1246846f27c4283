// The field app: it is drawn from what the device keeps, then tells the place and listens to it.
import { isAlone } from "./alone";
import "./app.css";
import { dressTop } from "./chrome";
import { idle } from "./dom";
import { engine } from "./engine";
import { takeUp } from "./entering";
import { pull } from "./feed";
import { keyOfAddress } from "./keys";
import { flushForm, isUnsaved } from "./opened";
import { ready } from "./records";
import { draw, start } from "./router";
import { deviceScreen } from "./screens/device";
import { formScreen } from "./screens/form";
import { homeScreen } from "./screens/home";
import { watchInstall } from "./screens/install";
import { keyScreen, tryAddress } from "./screens/key";
import { mapScreen } from "./screens/map";
import { outboxScreen } from "./screens/outbox";
import { recordScreen } from "./screens/record";
import { searchScreen } from "./screens/search";
import { keepSending, send } from "./sending";
import { state } from "./state";
import { wear } from "./theme";
import { keepUpdated } from "./updates";
import { dress } from "./words";

const MINUTES_BETWEEN_PULLS = 10;
/** In a trial nobody waits: the other tablet shows what came within this time, in milliseconds. */
const TRIAL_PULLS = 3_000;

const routes = {
  "": homeScreen,
  key: keyScreen,
  search: searchScreen,
  record: recordScreen,
  form: formScreen,
  outbox: outboxScreen,
  map: mapScreen,
  device: deviceScreen,
};

/** What is typed is written before the page goes out of sight; the browser asks when it could not be. */
function keepWhatIsTyped(): void {
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden") flushForm();
  });
  addEventListener("pagehide", flushForm);
  addEventListener("beforeunload", (event) => {
    if (isUnsaved()) event.preventDefault();
  });
}

/** Takes the key that an address brings, now or while the app is open. */
async function takeKey(): Promise<void> {
  const key = keyOfAddress();
  if (key) await tryAddress(key);
}

function watchKeys(): void {
  const take = (): void => {
    if (keyOfAddress())
      void takeKey()
        .then(() => draw())
        .then(exchange);
  };
  addEventListener("hashchange", take);
  addEventListener("online", take);
}

async function exchange(): Promise<void> {
  await send();
  await pull();
}

/** After the first screen is drawn: what keeps the app here, then what is heavy. */
async function afterwards(): Promise<void> {
  await idle();
  await keepUpdated().catch(() => undefined);
  if (!state.database) return;
  await ready();
  await engine().catch(() => undefined);
}

async function begin(): Promise<void> {
  dress();
  wear();
  await takeUp();
  await takeKey();
  dressTop();
  watchInstall();
  watchKeys();
  keepWhatIsTyped();
  await start(routes);
  keepSending((settled) => settled && void pull());
  addEventListener("online", () => void pull());
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "visible") void pull();
  });
  setInterval(() => void pull(), isAlone() ? TRIAL_PULLS : MINUTES_BETWEEN_PULLS * 60_000);
  void exchange();
  await afterwards();
}

void begin();
