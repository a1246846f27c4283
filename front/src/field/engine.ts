// The engine of forms is large: it is read when a form is opened, or once the home stands still.
import type { EngineModule } from "./engine/types";
import { shell } from "./words";

let loading: Promise<EngineModule> | null = null;

/** Returns the engine. */
export function engine(): Promise<EngineModule> {
  loading ??= (import(shell.assets.engine) as Promise<EngineModule>).catch((error: unknown) => {
    loading = null;
    throw error;
  });
  return loading;
}
