// Waiting, with an end to it.

export const sleep = (ms) => new Promise((done) => setTimeout(done, ms));

/** At most so long for a promise, whatever becomes of it. */
export const within = (ms, promise) => Promise.race([promise.catch(() => {}), sleep(ms)]);
