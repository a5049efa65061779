/* boot.js - before the first paint: the type size, and a plain word to browsers too old to run the rest. */
(function () {
  try {
    document.documentElement.setAttribute('data-size', localStorage.getItem('yl.size') || 'normal');
    document.documentElement.lang = localStorage.getItem('yl.lang') || 'zh-CN';
  } catch (e) { /* storage may be closed; the default will do */ }
  if (typeof Promise === 'undefined' || !Promise.allSettled) {
    window.addEventListener('DOMContentLoaded', function () {
      document.body.innerHTML = '<p style="padding:40px;font-size:18px">' +
        '\u6b64\u6d4f\u89c8\u5668\u7248\u672c\u8fc7\u65e7\uff0c\u65e0\u6cd5\u4f7f\u7528\u533b\u8054\u3002\u8bf7\u4f7f\u7528 Chrome 78\u3001Edge 79\u3001Firefox 72 \u6216 360 \u6781\u901f\u6d4f\u89c8\u5668 13 \u53ca\u66f4\u65b0\u7248\u672c\u3002' +
        '<br>This browser is too old for Yilian. Please use Chrome 78, Edge 79, Firefox 72 or newer.</p>';
    });
  }
})();
