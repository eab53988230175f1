/* Texts kept in this browser, by the name of the page they were typed on. Each is
   { page, user, review, body, typedAt, isDelivered }: `body` is a form as a browser posts it.
   IndexedDB, because it outlives a killed browser by seconds where localStorage does not. */

const STORE = "texts";

function opened() {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open("desk", 1);
    request.onupgradeneeded = () => request.result.createObjectStore(STORE, { keyPath: "page" });
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

async function inStore(mode, act) {
  const database = await opened();
  try {
    return await new Promise((resolve, reject) => {
      const transaction = database.transaction(STORE, mode);
      const request = act(transaction.objectStore(STORE));
      transaction.oncomplete = () => resolve(request.result);
      transaction.onabort = () => reject(transaction.error);
    });
  } finally {
    database.close();
  }
}

export const keep = (text) => inStore("readwrite", (store) => store.put(text));
export const forget = (page) => inStore("readwrite", (store) => store.delete(page));
export const textsOf = async (user) =>
  (await inStore("readonly", (store) => store.getAll())).filter((text) => text.user === user);
