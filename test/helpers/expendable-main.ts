/** Answers with what it is asked, unless it is asked to do otherwise. */
process.on('message', (question: unknown) => {
  const what = typeof question === 'object' && question !== null && 'what' in question ? question.what : undefined;
  if (what === 'hang') Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
  if (what === 'die') process.kill(process.pid, 'SIGKILL');
  if (what === 'live') process.send?.({ what: 'alive' });
  process.send?.({ what, pid: process.pid });
});
