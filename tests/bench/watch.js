// Runs in the page from its first moment: how long tasks take, how long the page does not answer, and when something
// came to be, told by a timer of 20 ms.
(() => {
  const watch = { tasks: [], began: 0, gap: 0, waits: [] };
  globalThis.benchWatch = watch;
  new PerformanceObserver((list) => {
    for (const { startTime, duration } of list.getEntries()) watch.tasks.push({ startTime, duration });
  }).observe({ type: 'longtask', buffered: true });
  let last = performance.now();
  setInterval(() => {
    const now = performance.now();
    watch.gap = Math.max(watch.gap, now - last);
    last = now;
    watch.waits = watch.waits.filter(({ holds, done }) => {
      if (!holds()) return true;
      done(performance.now());
      return false;
    });
  }, 20);
  /** Forgets what was, and gives the moment. */
  watch.from = () => {
    watch.tasks = [];
    watch.gap = 0;
    last = performance.now();
    watch.began = last;
    return last;
  };
  /** What was since: the longest task, those over 100 ms, and the longest time without an answer. */
  watch.since = () => {
    // The task in which it began is the browser's: choosing a thousand files takes it a while.
    const tasks = watch.tasks.filter(({ startTime }) => startTime >= watch.began);
    return {
      longest: Math.max(0, ...tasks.map(({ duration }) => duration)),
      over: tasks.filter(({ duration }) => duration > 100).length,
      gap: watch.gap,
    };
  };
  /** The moment at which this holds. */
  watch.until = (holds) => new Promise((done) => watch.waits.push({ holds, done }));
})();
