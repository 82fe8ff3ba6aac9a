/**
 * What `GET /forms/widget.js` sends to a bank's page: a button that opens the form in a dialog, or with `data-mode="inline"` the
 * form in the place of the script. Plain ES5 and the DOM only, because it runs beside whatever the page holds; it sets no
 * cookie, reads nothing of the page but its language, and needs no `unsafe-inline` of the page's policy.
 */
export const WIDGET_SCRIPT = `(function () {
  var script = document.currentScript;
  if (!script || !script.dataset.source) return;
  var given = script.dataset;
  var lang = given.lang || document.documentElement.lang || '';
  var words = /^en/i.test(lang)
    ? ['Feedback', 'Close']
    : /^(zh-(hant|tw|hk|mo)|yue)/i.test(lang)
      ? ['意見反饋', '關閉']
      : ['意见反馈', '关闭'];
  var label = given.label || words[0];
  var address = new URL(encodeURIComponent(given.source), script.src);
  if (lang) address.searchParams.set('lang', lang);

  function element(name, css, text) {
    var made = document.createElement(name);
    made.style.cssText = css;
    if (text) made.textContent = text;
    return made;
  }
  function frame(css) {
    var made = element('iframe', 'border:0;width:100%;' + css);
    made.title = label;
    made.referrerPolicy = 'no-referrer';
    made.src = address.href;
    return made;
  }

  if (given.mode === 'inline') {
    script.parentNode.insertBefore(frame('height:' + (given.height || '48rem')), script);
    return;
  }

  var buttonCss =
    'font:600 16px/1.4 system-ui,sans-serif;min-height:44px;padding:8px 20px;border:0;border-radius:4px;' +
    'background:#0b4a8f;color:#fff;cursor:pointer;';
  var open = element('button', buttonCss + 'position:fixed;right:16px;bottom:16px;z-index:2147483000', label);
  open.type = 'button';
  open.setAttribute('aria-haspopup', 'dialog');

  var dialog = element(
    'dialog',
    'padding:0;border:1px solid #6b7580;border-radius:6px;width:min(42rem,96vw);max-width:none;height:min(52rem,94vh);max-height:none;background:#fff'
  );
  dialog.setAttribute('aria-label', label);
  var bar = element('div', 'text-align:right;padding:6px');
  var close = element('button', buttonCss, words[1]);
  close.type = 'button';
  close.onclick = function () {
    dialog.close();
  };
  bar.appendChild(close);
  dialog.appendChild(bar);

  open.onclick = function () {
    if (!dialog.showModal) return void window.open(address.href, '_blank', 'noopener');
    // Loaded at the first click only, and kept, so that closing costs nobody what was typed.
    if (!dialog.querySelector('iframe')) dialog.appendChild(frame('height:calc(100% - 62px)'));
    dialog.showModal();
  };
  function place() {
    document.body.appendChild(open);
    document.body.appendChild(dialog);
  }
  if (document.body) place();
  else document.addEventListener('DOMContentLoaded', place);
})();
`;
