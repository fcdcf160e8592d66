// The page's very first script. Where the browser lacks what the program needs, it says what that is and which browsers
// have it. Written in the language of browsers before 2009, ECMAScript 3, so that every one of them can read it.
(function () {
  var lacks = [];

  function has(name) {
    try {
      return name in window && !!window[name];
    } catch (refused) {
      return false;
    }
  }

  // The smallest modules with nothing but a version, and with a reference type in a function's arguments.
  function runs(module) {
    try {
      return !!new WebAssembly.Module(new Uint8Array(module));
    } catch (refused) {
      return false;
    }
  }
  var empty = [0, 97, 115, 109, 1, 0, 0, 0];

  if (!has('WebAssembly') || !has('Uint8Array')) {
    lacks.push('WebAssembly：程序要靠它运行。浏览器太旧，或者没有开“极速模式”。');
  } else if (!runs(empty)) {
    lacks.push('WebAssembly：浏览器有，但是不让本页使用。浏览器太旧，或者被安全设置、单位的策略关掉了。');
  } else if (!runs(empty.concat([1, 5, 1, 96, 1, 111, 0]))) {
    lacks.push('WebAssembly 的引用类型：程序要靠它运行。浏览器太旧。');
  }
  if (!has('indexedDB')) {
    lacks.push('IndexedDB：账本要存在里面。浏览器太旧，或者开着无痕（隐私）窗口，或者设置里不准网站保存数据。');
  }
  if (!has('BigInt') || !('noModule' in document.createElement('script'))) {
    lacks.push('新版的 JavaScript（BigInt、模块）：程序要靠它运行。浏览器太旧。');
  }

  function show() {
    var lines = '';
    for (var i = 0; i < lacks.length; i += 1) lines += '<li>' + lacks[i] + '</li>';
    document.body.innerHTML =
      '<div id="incapable" class="page" role="main"><h1>这个浏览器打不开晋位台账</h1>' +
      '<p>缺少：</p><ul>' + lines + '</ul>' +
      '<p>请换用下面的浏览器，再打开同一个网址（文件）：</p><ul>' +
      '<li>Windows 7、8：Chrome 109、Edge 109（能装的最后一版），或者火狐 115 ESR；</li>' +
      '<li>Windows 10、11，统信、麒麟：Chrome、Edge、火狐的新版；</li>' +
      '<li>360、QQ、搜狗等浏览器：地址栏右边切换到“极速模式”，内核（Chromium）要 97 以上。</li></ul>' +
      '<p>没有改动这台电脑上的任何内容。以前用别的浏览器填写的账本，还在那个浏览器里。</p></div>';
  }

  // Says that something is lacking, once the page is there.
  window.jinweiLack = function (words) {
    if (words) lacks.push(words);
    window.jinweiLacks = true;
    if (document.readyState === 'complete') show();
    else window.onload = show;
  };
  // What a browser cannot read in the scripts that follow, it says here.
  window.onerror = function (message) {
    if (/SyntaxError/.test(message) && document.getElementById('boot')) {
      window.jinweiLack('新版的 JavaScript：程序要靠它运行。浏览器太旧。');
    }
    return false;
  };
  if (lacks.length) window.jinweiLack();
})();
