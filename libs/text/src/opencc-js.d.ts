// opencc-js is published as an ES module with a CommonJS build beside it; its own types would make TypeScript refuse
// the `require` that Node does well. Only what libs/text uses is declared.
declare module 'opencc-js/t2cn' {
  export function Converter(options: { from: 't' | 'tw' | 'twp' | 'hk'; to: 'cn' }): (text: string) => string;
}
