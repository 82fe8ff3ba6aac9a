import { hash } from 'node:crypto';
import { escapeHtml } from './escape-html';
import type { FormLanguage } from './form-language';

/** Colours reach 4.5:1 on their ground (WCAG 2.2 AA), borders of fields 3:1; focus is seen without colour. */
const STYLE = `:root{color-scheme:light}*{box-sizing:border-box}
body{margin:0;background:#fff;color:#1b1f24;font:1rem/1.6 system-ui,-apple-system,"PingFang SC","PingFang TC","Microsoft YaHei","Microsoft JhengHei","Noto Sans SC",sans-serif}
main{max-width:40rem;margin:0 auto;padding:1.25rem}h1{font-size:1.5rem;line-height:1.3;margin:0 0 .5rem}
p{margin:.25rem 0}.field{margin:1.25rem 0}label{font-weight:600;display:block}.note{font-weight:400;color:#4a5560}
.hint{color:#4a5560;font-size:.9rem}input,textarea,select{font:inherit;width:100%;padding:.6rem;border:1px solid #6b7580;border-radius:4px;background:#fff;color:inherit;min-height:44px}
input[type=checkbox]{width:24px;height:24px;min-height:0;margin:0 .5rem 0 0;vertical-align:middle}.tick{font-weight:400}textarea{min-height:9rem}
[aria-invalid=true]{border:2px solid #b3261e}:focus-visible{outline:3px solid #0b57d0;outline-offset:2px}
.fault{color:#b3261e;font-weight:600}.summary{border:2px solid #b3261e;padding:.75rem 1rem;margin:1rem 0}.summary h2{font-size:1.1rem;margin:0}.summary a{color:#b3261e}
button{font:inherit;font-weight:600;min-height:44px;padding:.6rem 1.75rem;border:0;border-radius:4px;background:#0b4a8f;color:#fff;cursor:pointer}
.reference{font:1.1rem/1.4 ui-monospace,monospace;overflow-wrap:anywhere;border:1px solid #6b7580;padding:.6rem;margin:.5rem 0}a{color:#0b4a8f}
.away{position:absolute;left:-10000px;width:1px;height:1px;overflow:hidden}
@media(forced-colors:active){button{border:1px solid}}`;

const STYLE_HASH = hash('sha256', STYLE, 'base64');

export interface Page {
  language: FormLanguage;
  title: string;
  body: string;
}

/** A whole page. It needs no script and loads nothing from anywhere. */
export function pageOf({ language, title, body }: Page): string {
  return `<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>${escapeHtml(title)}</title>
<style>${STYLE}</style>
</head>
<body>
<main>
${body}
</main>
</body>
</html>
`;
}

/** What goes with every page: nothing but its own style may run or load, and only the bank's own pages may frame it. */
export function pageHeaders(allowedOrigins: readonly string[]): Record<string, string> {
  const ancestors = allowedOrigins.length > 0 ? allowedOrigins.join(' ') : "'none'";
  return {
    'content-type': 'text/html; charset=utf-8',
    'content-security-policy': [
      "default-src 'none'",
      `style-src 'sha256-${STYLE_HASH}'`,
      "form-action 'self'",
      "base-uri 'none'",
      `frame-ancestors ${ancestors}`,
    ].join('; '),
    // Browsers that know frame-ancestors pass this over; it can only say "nobody".
    ...(allowedOrigins.length > 0 ? {} : { 'x-frame-options': 'DENY' }),
    // Tokens are for one showing, and what was typed is nobody else's business.
    'cache-control': 'no-store',
    'referrer-policy': 'no-referrer',
    'x-content-type-options': 'nosniff',
    'permissions-policy': 'camera=(), microphone=(), geolocation=()',
    vary: 'Accept-Language',
  };
}
