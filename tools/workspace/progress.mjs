const FRAMES = ['⠋', '⠙', '⠹', '⠸', '⠼', '⠴', '⠦', '⠧', '⠇', '⠏'];

const seconds = (since) => `${((performance.now() - since) / 1000).toFixed(1)} s`;

/**
 * One line on stderr while `work` goes on: a spinner with elapsed time on a terminal, a plain line elsewhere.
 * Work that ends before `quietMs` leaves no line.
 */
export async function progress(label, work, { quietMs = 0 } = {}) {
  const { stderr } = process;
  const live = stderr.isTTY === true && process.env.TERM !== 'dumb';
  const since = performance.now();
  let frame = 0;
  let shown = false;
  const draw = () => {
    if (performance.now() - since < quietMs) return;
    if (live) stderr.write(`\r${FRAMES[frame++ % FRAMES.length]} ${label}  ${seconds(since)}`);
    else if (!shown) stderr.write(`${label} …`);
    shown = true;
  };
  if (quietMs === 0) draw();
  const timer = setInterval(draw, live ? 100 : 250);
  const close = (mark) => {
    clearInterval(timer);
    if (!shown) return;
    stderr.write(
      live ? `\r${mark} ${label}  ${seconds(since)}\u001b[K\n` : ` ${mark === '✓' ? 'done' : 'failed'} after ${seconds(since)}\n`,
    );
  };
  try {
    const result = await work();
    close('✓');
    return result;
  } catch (error) {
    close('✗');
    throw error;
  }
}
