/** The style sheet of the page, as text. */

/** Light and dark, wide and narrow, screen and paper. Every colour of a text has a contrast of at least 4.5 to what lies below. */
export const STYLE = `:root {
  color-scheme: light dark;
  --ground: light-dark(#f7f7f5, #15181b);
  --panel: light-dark(#ffffff, #1d2125);
  --ink: light-dark(#1b1f23, #e7e9eb);
  --quiet: light-dark(#57606a, #a3acb5);
  --line: light-dark(#dfe2e5, #343a41);
  --accent: light-dark(#1f5ab8, #8ab6ff);
  --good: light-dark(#19703f, #72d49a);
  --bad: light-dark(#b4231a, #ff9389);
  --doubt: light-dark(#855400, #efbb61);
  --good-ground: light-dark(#e6f4eb, #173324);
  --bad-ground: light-dark(#fdecea, #421d1b);
  --doubt-ground: light-dark(#fdf3df, #3a2d12);
  --quiet-ground: light-dark(#eef0f2, #2a2f35);
  --healthy: light-dark(#2f9e62, #4cb87c);
  --limited: light-dark(#d69a13, #e0ac3b);
  --server: light-dark(#d0453a, #ec6a5e);
  --refused: light-dark(#8a5fc9, #ab88e6);
  --flawed: light-dark(#c4518f, #de74ac);
  --lost: light-dark(#40608f, #7c9fd3);
  --given-up: light-dark(#767f89, #99a2ab);
  --call: light-dark(#eef2f8, #262d38);
  --call-line: light-dark(#c3cfe0, #435066);
  --cut: light-dark(#ecebe6, #101214);
  --mono: ui-monospace, 'SF Mono', 'Cascadia Mono', Menlo, Consolas, 'DejaVu Sans Mono', monospace;
}
[data-theme='light'] { color-scheme: light; }
[data-theme='dark'] { color-scheme: dark; }
*, ::before, ::after { box-sizing: border-box; }
html { scroll-padding-top: 1rem; }
body {
  margin: 0 auto; max-width: 96rem; padding: 0 1.5rem 4rem;
  background: var(--ground); color: var(--ink);
  font: 15px/1.5 system-ui, -apple-system, 'Segoe UI', Roboto, 'Noto Sans', 'DejaVu Sans', sans-serif;
}
h1 { font-size: 1.6rem; line-height: 1.25; margin: 0; text-wrap: balance; overflow-wrap: anywhere; }
h2 { font-size: 1.15rem; margin: 0 0 .75rem; overflow-wrap: anywhere; }
h3 { font-size: 1rem; margin: 1.25rem 0 .5rem; overflow-wrap: anywhere; }
p { margin: .4rem 0; max-width: 80ch; overflow-wrap: anywhere; }
a { color: var(--accent); text-underline-offset: 2px; }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; border-radius: 3px; }
main:focus { outline: none; }
.skip { position: absolute; left: -100rem; }
.skip:focus { left: 1rem; top: .5rem; background: var(--panel); padding: .4rem .8rem; z-index: 2; }
.unseen { position: absolute; width: 1px; height: 1px; margin: -1px; overflow: hidden; clip-path: inset(50%); }
.quiet { color: var(--quiet); }
.top { display: flex; justify-content: space-between; align-items: center; padding: .7rem 0 .3rem; }
.brand { font-weight: 650; letter-spacing: .01em; color: var(--quiet); }
button {
  font: inherit; font-size: .85rem; color: var(--ink); background: var(--panel);
  border: 1px solid var(--line); border-radius: 6px; padding: .2rem .7rem; cursor: pointer;
}
button:hover { border-color: var(--accent); }
button[aria-pressed='true'] { background: var(--quiet-ground); }
.hero { border-bottom: 1px solid var(--line); padding: .2rem 0 .6rem; margin-bottom: 1.25rem; }
.hero-head, .card-head { display: flex; gap: .75rem; align-items: baseline; flex-wrap: wrap; }
.hero .scroll { margin: .8rem 0; }
.hero-head .badge { font-size: 1rem; padding: .2rem .8rem; }
.lead { color: var(--quiet); font-size: 1.05rem; }
.summary p:first-child { font-size: 1.05rem; }
.reason { border-left: 3px solid var(--doubt); padding-left: .75rem; }
.badge {
  display: inline-block; white-space: nowrap; border-radius: 99px; padding: .05rem .6rem;
  font-size: .8rem; font-weight: 650; letter-spacing: .02em; background: var(--quiet-ground); color: var(--quiet);
}
.badge.pass, .badge.held { background: var(--good-ground); color: var(--good); }
.badge.fail, .badge.violated { background: var(--bad-ground); color: var(--bad); }
.badge.inconclusive, .badge.advised { background: var(--doubt-ground); color: var(--doubt); }
.hero-head .badge { text-transform: uppercase; letter-spacing: .05em; }
.facts { display: flex; flex-wrap: wrap; gap: .3rem 2rem; margin: .7rem 0; }
.fact dt { color: var(--quiet); font-size: .8rem; }
.fact dd { margin: 0; font-variant-numeric: tabular-nums; font-weight: 550; overflow-wrap: anywhere; }
.copyable { position: relative; max-width: 70rem; margin: .75rem 0; }
pre {
  margin: 0; padding: .6rem 5.5rem .6rem .9rem; background: var(--panel); border: 1px solid var(--line); border-radius: 8px;
  font: 13px/1.55 var(--mono); overflow: auto; max-height: 36rem;
}
.copy { position: absolute; top: .4rem; right: .45rem; }
code { font-family: inherit; }
.beside { display: grid; grid-template-columns: minmax(18rem, 22rem) minmax(0, 1fr); gap: 1.75rem; align-items: start; }
.rules { position: sticky; top: 1rem; max-height: calc(100vh - 2rem); overflow-y: auto; padding: 2px .5rem 2px 2px; }
article p { font-size: .92rem; }
.card { background: var(--panel); border: 1px solid var(--line); border-left: 4px solid var(--bad); border-radius: 8px; padding: .8rem 1rem; margin-bottom: .9rem; }
.card.advised { border-left-color: var(--doubt); }
.card-head { gap: .5rem; }
.rule { padding: .35rem 0; border-top: 1px solid var(--line); }
.rule p, .untested { font-size: .9rem; color: var(--quiet); }
.rule p { margin: .15rem 0; }
.advice { color: var(--doubt) !important; font-size: .9rem; }
.proofs, .untested { padding-left: 1.1rem; margin: .3rem 0; font-size: .85rem; }
.proofs { font-family: var(--mono); font-size: .78rem; overflow-wrap: anywhere; }
.untested li { margin: .35rem 0; }
a.evidence { font-weight: 600; }
a.evidence[aria-current]::after { content: ' (shown)'; }
details { margin: .6rem 0; }
summary { cursor: pointer; color: var(--accent); padding: .2rem 0; }
details[open] > summary { margin-bottom: .4rem; }
figure { margin: 0 0 1.5rem; background: var(--panel); border: 1px solid var(--line); border-radius: 10px; padding: .9rem 1rem .6rem; min-width: 0; }
figcaption { margin-bottom: .35rem; color: var(--quiet); }
figcaption strong { color: var(--ink); }
.scroll { overflow-x: auto; position: relative; }
.legend { list-style: none; display: flex; flex-wrap: wrap; gap: .15rem 1.1rem; padding: 0; margin: 0 0 .6rem; font-size: .8rem; color: var(--quiet); }
.legend li { display: flex; align-items: center; gap: .4rem; }
.swatch { display: inline-block; width: 14px; height: 10px; border-radius: 2px; }
table { border-collapse: collapse; font-size: .85rem; font-variant-numeric: tabular-nums; width: 100%; }
caption { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
th, td { text-align: left; vertical-align: top; padding: .3rem .8rem .3rem 0; border-bottom: 1px solid var(--line); overflow-wrap: anywhere; }
th { color: var(--quiet); font-weight: 600; white-space: nowrap; }
td { min-width: 3.5rem; max-width: 36rem; }
tr.lit td { background: var(--bad-ground); }
.part { border-top: 3px solid var(--line); padding-top: 1.5rem; margin-top: 2.5rem; }
.hero + .part { border-top: 0; margin-top: 0; padding-top: 0; }
.plot { display: block; width: 100%; min-width: 46rem; height: auto; font-size: 12px; color: var(--ink); }
.plot text, .plot tspan { white-space: pre; }
.plot .code { font-family: var(--mono); font-size: 11px; fill: var(--ink); }
.plot .quiet { fill: var(--quiet); font-size: 11px; }
.plot .strong { font-weight: 650; fill: var(--ink); }
.plot .tick { fill: var(--quiet); font-size: 11px; font-variant-numeric: tabular-nums; }
.plot .grid { stroke: var(--line); }
.plot .cut { fill: var(--cut); }
.plot rect { stroke: none; }
.plot .call { fill: var(--call); stroke: none; }
.plot .call rect { stroke: var(--call-line); stroke-width: 1; }
.plot .wait { stroke: var(--quiet); stroke-width: 1.5; stroke-dasharray: 1 3; stroke-linecap: round; }
.plot .asked { stroke: var(--doubt); stroke-width: 2; fill: none; }
.plot .event { fill: var(--accent); font-size: 10px; }
.plot .answer, .plot .outcome { paint-order: stroke; stroke: var(--panel); stroke-width: 3px; stroke-linejoin: round; }
.plot .answer { fill: var(--ink); font-size: 11px; }
.plot .outcome { font-weight: 600; font-size: 11.5px; fill: var(--quiet); }
.plot .outcome.aborted { fill: var(--doubt); }
.plot .outcome.value { fill: var(--good); }
.plot .outcome.error, .plot .outcome.unsettled { fill: var(--bad); }
.plot .proof rect { fill: var(--bad-ground); opacity: .7; }
.plot .mark { fill: var(--bad); font-weight: 650; font-size: 11px; }
.focused .plot .proof rect { opacity: 0; }
.focused .plot .proof rect.lit { opacity: .85; stroke: var(--bad); stroke-width: 1; }
.focused .plot .proof rect.here { stroke-width: 2.5; }
.plot .silent { opacity: .38; }
.plot .waited circle { fill: var(--accent); }
.plot .waited { stroke: var(--accent); stroke-opacity: .6; }
.plot .asked-text { fill: var(--doubt); font-size: 11px; }
.plot .advised { stroke: var(--quiet); stroke-dasharray: 2 4; }
.plot .declared { stroke: var(--good); stroke-width: 1.5; }
.plot .declared-text { fill: var(--good); }
${['healthy', 'limited', 'server', 'refused', 'flawed', 'lost', 'given-up']
  .map(
    (kind) => `.plot .${kind}:not(.answer) { fill: var(--${kind}); }\n.swatch.${kind} { background: var(--${kind}); }`,
  )
  .join('\n')}
.swatch.silent { background: var(--quiet); opacity: .38; }
.swatch.wait { height: 0; border-radius: 0; border-top: 2px dotted var(--quiet); }
.swatch.asked { width: 0; height: 12px; border-left: 2px solid var(--doubt); border-radius: 0; margin: 0 6px; }
.swatch.call { background: var(--call); border: 1px solid var(--call-line); }
.swatch.event { width: 8px; height: 8px; background: var(--accent); transform: rotate(45deg); border-radius: 0; }
.swatch.cut { background: var(--cut); border: 1px solid var(--line); }
.swatch.waited { height: 0; border-top: 2px solid var(--accent); }
.swatch.declared { height: 0; border-top: 2px solid var(--good); }
.swatch.advised { height: 0; border-top: 2px dashed var(--quiet); }
.swatch.asked-dot { width: 10px; border: 2px solid var(--doubt); background: none; border-radius: 50%; }
.matrix { width: auto; }
.matrix th, .matrix td { padding-right: 1.6rem; white-space: nowrap; }
.matrix tbody th { color: var(--ink); }
.matrix a { text-decoration: none; }
.matrix a .badge { text-decoration: underline; text-underline-offset: 2px; }
.signs { font-size: .82rem; }
.signs th, .signs td { padding: .22rem .18rem; text-align: center; min-width: 0; }
.signs th:first-child { text-align: left; padding-right: .8rem; position: sticky; left: 0; background: var(--ground); }
.signs a { font-weight: 550; }
.sign { display: inline-block; width: 1.7rem; border-radius: 5px; font-weight: 650; background: var(--quiet-ground); color: var(--quiet); }
.sign.held { background: var(--good-ground); color: var(--good); }
.sign.violated { background: var(--bad-ground); color: var(--bad); }
.cards { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 30rem), 1fr)); gap: 0 1.25rem; align-items: start; }
.cards .card { min-width: 0; }
.change { background: var(--panel); border: 1px solid var(--line); border-radius: 10px; padding: .9rem 1.1rem; margin-bottom: 1.5rem; }
.columns { display: grid; grid-template-columns: repeat(2, minmax(0, 1fr)); gap: 0 1.5rem; align-items: start; }
.bars .plot { min-width: 24rem; }
.plot .count { fill: var(--accent); }
.plot .held { fill: var(--healthy); }
.swatch.held { background: var(--healthy); }
.plot .violated { fill: var(--server); }
.swatch.violated { background: var(--server); }
.plot .unexercised { fill: var(--line); }
.swatch.unexercised { background: var(--line); }
@media (max-width: 70rem) {
  .columns { grid-template-columns: minmax(0, 1fr); }
  .beside { grid-template-columns: minmax(0, 1fr); }
  .rules { position: static; max-height: none; overflow: visible; }
}
@media (max-width: 40rem) {
  body { padding: 0 .9rem 3rem; }
  h1 { font-size: 1.3rem; }
  .signs th:first-child { white-space: normal; min-width: 8.5rem; max-width: 8.5rem; }
}
@page { margin: 14mm; }
@media print {
  :root, [data-theme] { color-scheme: light; }
  body { max-width: none; padding: 0; font-size: 10.5pt; background: #fff; }
  button, .skip, .top { display: none; }
  .beside { display: block; }
  .rules { position: static; max-height: none; overflow: visible; }
  .scroll { overflow: visible; }
  .plot { min-width: 0; }
  table { font-size: 8.5pt; }
  pre { max-height: none; white-space: pre-wrap; padding-right: .9rem; }
  details::details-content { content-visibility: visible; block-size: auto; }
  .card, .rule, tr, .fact { break-inside: avoid; }
  rect, .badge, .swatch { print-color-adjust: exact; }
}
`

/** Of the sheet as it stands, for the policy of the page; a test says the right one. */
export const STYLE_HASH = 'sha256-VwwxeeOs7xHdDRhF35qkYtfSv2M9k4xlxjYIa9nDhdI='
