// What a phone at a door keeps: the door's pack, the codes it let in, the scans it has still to send. IndexedDB, by beacon.
const STORES = { packs: "beacon", used: ["beacon", "name"], queue: "nonce" };

let opened;

function open() {
  opened ??= new Promise((resolve, reject) => {
    const asked = indexedDB.open("hotmess-door", 1);
    asked.onupgradeneeded = () => {
      for (const [name, keyPath] of Object.entries(STORES)) {
        const store = asked.result.createObjectStore(name, { keyPath });
        if (name === "queue") store.createIndex("beacon", "beacon");
      }
    };
    asked.onsuccess = () => resolve(asked.result);
    asked.onerror = () => reject(asked.error);
  });
  return opened;
}

async function work(name, mode, act) {
  const db = await open();
  return new Promise((resolve, reject) => {
    const transaction = db.transaction(name, mode);
    const asked = act(transaction.objectStore(name));
    transaction.oncomplete = () => resolve(asked?.result);
    transaction.onerror = () => reject(transaction.error);
    transaction.onabort = () => reject(transaction.error);
  });
}

export const put = (name, value) => work(name, "readwrite", (store) => store.put(value));
export const get = (name, key) => work(name, "readonly", (store) => store.get(key));
export const drop = (name, key) => work(name, "readwrite", (store) => store.delete(key));

// Scans of a door that wait, oldest first.
export async function waiting(beacon) {
  const found = await work("queue", "readonly", (store) => store.index("beacon").getAll(beacon));
  return found.sort((a, b) => a.at.localeCompare(b.at));
}
