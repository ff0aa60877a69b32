// One tab at a time: a lock that this page holds until it is closed.

/** Whether this page got the lock. Where the browser has no locks, every page gets it. */
export function metSlot(naam) {
  if (!navigator.locks) return Promise.resolve(true);
  return new Promise((gelukt) => {
    navigator.locks.request(naam, { ifAvailable: true }, (slot) => {
      gelukt(slot !== null);
      return slot && new Promise(() => {});
    });
  });
}
