// Takes the place, in the page that is one file, of what `src/boot.js` loads from a host. The glue stands before this
// script, the program after it, packed, as text.
async function parts() {
  if (!('DecompressionStream' in window)) {
    window.jinweiLack('DecompressionStream：单个文件要靠它解开。浏览器太旧（火狐要 113 以上）；也可以打开网站上的网页。');
    await new Promise(() => {});
  }
  const text = document.getElementById('program').textContent;
  const packed = Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
  const stream = new Blob([packed]).stream().pipeThrough(new DecompressionStream('gzip'));
  return [__wbg_init, inOrder(new Uint8Array(await new Response(stream).arrayBuffer()))];
}

// Nobody keeps what is a file already.
const keep = async () => {};

const lost = ['网页没有打开：这个文件可能没有拷贝完整。这台电脑上的账本没有改动，也没有丢。请重新拷贝一份，或者点'];
