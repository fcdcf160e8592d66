// Loads the program of the desk that was open last: the schools', or the office's, which can do everything. The build
// puts this script into the page, with the names that the files have there.
const programs = {
  school: ['./jinwei.js', './jinwei_bg.wasm'],
  office: ['./office.js', './office_bg.wasm'],
};

let desk = new URLSearchParams(location.search).get('program');
try {
  desk ??= localStorage.getItem('jinwei.desk');
} catch {
  // Nothing is remembered here; the address says it, or nobody.
}

const [script, wasm] = desk === 'office' ? programs.office : programs.school;
try {
  // Both at once: the code need not wait for the script that asks for it.
  const [{ default: start }, code] = await Promise.all([import(script), fetch(wasm)]);
  await start({ module_or_path: code });
} catch (failure) {
  const boot = document.getElementById('boot');
  if (boot) {
    const again = document.createElement('button');
    again.type = 'button';
    again.textContent = '重新打开';
    again.addEventListener('click', () => location.reload());
    boot.setAttribute('role', 'alert');
    boot.replaceChildren(
      '网页没有打开：程序没有下载完整，可能是网络断了，或者网站正在更新。这台电脑上的账本没有改动，也没有丢。',
      '请检查网络，再点',
      again,
      '（也可以按 F5）。如果总是打不开，请换用新版的 Chrome 或 Edge 浏览器。',
    );
  }
  console.error(failure);
}
