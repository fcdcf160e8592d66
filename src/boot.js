// Loads the program of the desk that was open last: the schools', or the office's, which can do everything. The build
// puts this script into the page, with the names that the files have there, and into the page that is one file
// (jinwei.html), which has `src/single.js` in place of what stands between the two lines `begin` and `end`.

// The module that travelled as this file: what was sorted for the journey, back in order. xtask/src/rearrange.rs tells
// the format, names the numbers and does the same; change both together.
function inOrder(file) {
  let at = 0;
  let n = 0;
  const number = () => {
    let value = 0;
    let shift = 0;
    let byte;
    do {
      byte = file[at++];
      value |= (byte & 127) << shift;
      shift += 7;
    } while (byte > 127);
    return value;
  };
  const length = number();
  const lengths = Array.from({ length: 25 }, number);
  const places = lengths.map((length) => (at += length) - length);
  if (at !== file.length) throw new Error('the program is no program, or cut short');
  const module = new Uint8Array(length);

  const bytes = (stream, length) => {
    module.set(file.subarray(places[stream], (places[stream] += length)), n);
    n += length;
  };
  // Copies a number from a stream.
  const copy = (stream) => {
    let value = 0;
    let shift = 0;
    let from = places[stream];
    let byte;
    do {
      byte = module[n++] = file[from++];
      value |= (byte & 127) << shift;
      shift += 7;
    } while (byte > 127);
    places[stream] = from;
    return value;
  };
  const write = (value) => {
    for (; value > 127; value >>= 7) module[n++] = value | 128;
    module[n++] = value;
  };

  // The stream of an operation's operand; how operations on memory are mostly aligned.
  const operands = new Uint8Array(256);
  const pairs = [2, 3, 3, 3, 4, 3, 12, 23, 13, 24, 16, 6, 32, 20, 33, 21, 34, 21, 35, 4, 36, 4, 37, 4, 38, 4, 63, 4, 64, 4, 66, 9, 208, 4, 210, 4];
  while (pairs[0]) operands[pairs.shift()] = pairs.shift();
  const alignments = [...'22220011001122222201012'].map(Number);

  bytes(1, lengths[1]);
  let next = places[5];
  const end = next + lengths[5];
  while (next < end) {
    // The body's length comes before it, and is known after it.
    const start = n;
    n += 5;
    for (let count = copy(2); count--;) copy(2), copy(2);
    let last = 0;
    let other = 1;
    for (let depth = 1; depth && next < end;) {
      let op = file[next++];
      const aligned = op === 240;
      if (aligned) op = file[next++];
      const atZero = op > 210 && op < 234;
      if (atZero) op -= 171;
      if (op === 65 || op === 236 || op === 237) {
        module[n++] = 65;
        copy(op > 236 ? 11 : (op > 65 ? 17 : 14) + (file[next] === 106 ? 1 : file[next] === 54 ? 2 : 0));
      } else if (op > 233 && op < 236) {
        module[n++] = 65;
        module[n++] = op - 234;
      } else if (op > 233 && op < 240) {
        if (op > 238) [last, other] = [other, last];
        module[n++] = 32;
        write(last);
      } else {
        module[n++] = op;
        if (op > 39 && op < 63) {
          if (aligned) copy(22);
          else module[n++] = alignments[op - 40];
          if (atZero) module[n++] = 0;
          else copy(op < 54 ? 12 : 13);
        } else if (operands[op]) {
          const value = copy(operands[op]);
          if (op < 5) depth++;
          else if (op > 31 && op < 35 && value !== last) {
            other = last;
            last = value;
          }
        } else if (op === 11) depth--;
        else if (op === 14) for (let count = copy(8) + 1; count--;) copy(8);
        else if (op === 17) copy(7), copy(7);
        else if (op === 67) bytes(10, 4);
        else if (op === 68) bytes(10, 8);
        else if (op === 252) {
          const kind = (module[n++] = file[next++]);
          if (kind > 7) copy(4);
          if (kind > 7 && kind < 15 && kind % 2 < 1) copy(4);
        }
      }
    }
    const body = start + 5;
    const size = n - body;
    n = start;
    write(size);
    module.copyWithin(n, body, body + size);
    n += size;
  }
  bytes(0, lengths[0]);
  return module;
}

// begin: what the page loads from its host, and how the browser keeps it
const programs = {
  school: ['./jinwei.js', './jinwei_rearranged.wasm'],
  office: ['./office.js', './office_rearranged.wasm'],
};

async function code(address) {
  const answer = await fetch(address);
  if (!answer.ok) throw new Error(`HTTP status code is not ok: ${answer.status}`);
  return inOrder(new Uint8Array(await answer.arrayBuffer()));
}

// The glue's way to start, and the code that it starts.
async function parts() {
  let desk = new URLSearchParams(location.search).get('program');
  try {
    desk ??= localStorage.getItem('jinwei.desk');
  } catch {
    // Nothing is remembered here; the address says it, or nobody.
  }
  const [script, wasm] = desk === 'office' ? programs.office : programs.school;
  // Both at once: the code need not wait for the script that asks for it.
  const [{ default: start }, module] = await Promise.all([import(script), code(wasm)]);
  return [start, module];
}

// Has the browser keep both programs, so that the page opens without its host; what `src/worker.js` does. Where there
// is no such thing (plain http, private windows), the page goes on as it is.
async function keep() {
  const keeper = navigator.serviceWorker;
  if (!keeper || location.protocol === 'file:') return;
  const version = 'the version';
  // Whether the browser kept the page that is open; one that came from the host is as new as any.
  const kept = keeper.controller !== null;
  keeper.addEventListener('message', ({ data }) => {
    if (kept && data.newest && data.newest !== version) dispatchEvent(new Event('jinwei-newer'));
    if (data.taken) location.reload();
  });
  keeper.startMessages();
  const registration = await keeper.register('./worker.js', { updateViaCache: 'none' });
  registration.active?.postMessage({ shows: version });
  // The page asks for it when all that was typed is on the disk.
  addEventListener('jinwei-take-newer', () => {
    registration.active?.postMessage({ take: true });
    setTimeout(() => location.reload(), 5_000);
  });
}

const lost = ['网页没有打开：程序没有下载完整，可能是网络断了，或者网站正在更新。这台电脑上的账本没有改动，也没有丢。请检查网络，再点'];
if (location.protocol === 'file:') {
  const link = document.createElement('a');
  link.href = link.textContent = 'jinwei.html';
  lost[0] = '网页没有打开：这个文件要放在网站上，不能直接双击。请打开同一个文件夹里的';
  lost.push(link, '。如果已经放在网站上，请点');
}
// end

// What lacks the means was told so by `src/probe.js`.
if (!window.jinweiLacks) {
  try {
    const [start, module] = await parts();
    await start({ module_or_path: module });
    keep().catch(() => {});
  } catch (failure) {
    const boot = document.getElementById('boot');
    if (!hasStopped(failure) && boot) {
      const again = document.createElement('button');
      again.type = 'button';
      again.textContent = '重新打开';
      again.addEventListener('click', () => location.reload());
      boot.setAttribute('role', 'alert');
      boot.replaceChildren(...lost, again, '（也可以按 F5）。如果总是打不开，请换用新版的 Chrome 或 Edge 浏览器。');
      offerBackups(boot);
    }
    console.error(failure);
  }
}
