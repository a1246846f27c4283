// IndexedDB as promises. What a write promises is on the disk when its promise is kept.

/** The stores, by the version of the database that made them: a version adds, it never remakes. */
const VERSIONS: ((database: IDBDatabase) => void)[] = [
  (database) => {
    database.createObjectStore("device");
    const outbox = database.createObjectStore("outbox", { keyPath: "seq", autoIncrement: true });
    outbox.createIndex("instance", "instance", { unique: true });
    database.createObjectStore("blobs", { keyPath: ["owner", "name"] });
    database.createObjectStore("records", { keyPath: ["dataset", "id"] });
    database.createObjectStore("forms", { keyPath: "hash" });
    database.createObjectStore("files", { keyPath: "hash" });
    database.createObjectStore("drafts", { keyPath: "id" });
    database.createObjectStore("log", { autoIncrement: true });
  },
];

export type StoreName = "device" | "outbox" | "blobs" | "records" | "forms" | "files" | "drafts" | "log";

/** The device has no room left: nothing of what was to be written is. */
export class NoRoom extends Error {}

/** Waits for what can be made again, or done without: not written when there is no room. */
export const ifRoom = async (written: Promise<unknown>): Promise<void> => {
  await written.catch((error: unknown) => {
    if (!(error instanceof NoRoom)) throw error;
  });
};

function open(name: string, lost: () => void): Promise<IDBDatabase> {
  return new Promise((done, failed) => {
    const request = indexedDB.open(name, VERSIONS.length);
    request.onupgradeneeded = ({ oldVersion }) => {
      for (const step of VERSIONS.slice(oldVersion)) step(request.result);
    };
    request.onerror = () => failed(request.error);
    request.onsuccess = () => {
      const database = request.result;
      // iOS ends connections of pages left behind; another tab may hold a newer version.
      database.onclose = lost;
      database.onversionchange = () => {
        database.close();
        lost();
      };
      done(database);
    };
  });
}

/** Waits for a request. */
export const answer = <T>(request: IDBRequest<T>): Promise<T> =>
  new Promise((done, failed) => {
    request.onsuccess = () => done(request.result);
    request.onerror = () => failed(request.error);
  });

/** Tells lack of room from other failures: each browser reports it in its own place. */
const told = (error: unknown): unknown =>
  error instanceof DOMException && error.name === "QuotaExceededError" ? new NoRoom(error.message) : error;

export class Database {
  private connection: Promise<IDBDatabase> | null = null;

  constructor(readonly name: string) {}

  /** Reads: what `work` returns. */
  async read<T>(stores: StoreName[], work: (all: IDBTransaction) => Promise<T>): Promise<T> {
    return work(await this.begin(stores, "readonly"));
  }

  /** Writes in one transaction: returns once all of it is on the disk, throws when none of it is. */
  async write<T>(stores: StoreName[], work: (all: IDBTransaction) => Promise<T> | T): Promise<T> {
    const all = await this.begin(stores, "readwrite");
    const finished = new Promise<void>((done, failed) => {
      all.oncomplete = () => done();
      all.onabort = () => failed(told(all.error));
    });
    try {
      const [result] = await Promise.all([work(all), finished]);
      return result;
    } catch (error) {
      if (all.error === null) abort(all);
      await finished.catch(() => undefined);
      throw told(error);
    }
  }

  get<T>(store: StoreName, key: IDBValidKey): Promise<T | undefined> {
    return this.read([store], (all) => answer(all.objectStore(store).get(key) as IDBRequest<T | undefined>));
  }

  all<T>(store: StoreName, keys?: IDBKeyRange): Promise<T[]> {
    return this.read([store], (all) => answer(all.objectStore(store).getAll(keys) as IDBRequest<T[]>));
  }

  async put(store: StoreName, value: unknown, key?: IDBValidKey): Promise<void> {
    await this.write([store], (all) => void all.objectStore(store).put(value, key));
  }

  async remove(store: StoreName, key: IDBValidKey | IDBKeyRange): Promise<void> {
    await this.write([store], (all) => void all.objectStore(store).delete(key));
  }

  /** Forgets everything. */
  async drop(): Promise<void> {
    (await this.connection)?.close();
    this.connection = null;
    await answer(indexedDB.deleteDatabase(this.name));
  }

  private async begin(stores: StoreName[], mode: IDBTransactionMode): Promise<IDBTransaction> {
    const options = mode === "readwrite" ? { durability: "strict" as const } : undefined;
    try {
      return (await this.connected()).transaction(stores, mode, options);
    } catch (error) {
      if (!(error instanceof DOMException) || error.name !== "InvalidStateError") throw error;
      this.connection = null;
      return (await this.connected()).transaction(stores, mode, options);
    }
  }

  private connected(): Promise<IDBDatabase> {
    this.connection ??= open(this.name, () => (this.connection = null)).catch((error: unknown) => {
      this.connection = null;
      throw told(error);
    });
    return this.connection;
  }
}

function abort(all: IDBTransaction): void {
  try {
    all.abort();
  } catch {
    // It had already ended: what failed came after.
  }
}
