/** The page's own style: system fonts, both colour schemes, from a phone's width upwards. */
export const STYLE = `
:root { color-scheme: light dark; --text: #1b1f24; --soft: #57606a; --page: #ffffff; --card: #f6f8fa; --line: #d0d7de;
  --link: #0a58ca; --red: #a40e26; --red-soft: #ffebe9; --green: #116329; --green-soft: #dafbe1; --amber: #7a4d00;
  --amber-soft: #fff8c5; --blue-soft: #ddf4ff; }
@media (prefers-color-scheme: dark) {
  :root { --text: #e6edf3; --soft: #9da7b3; --page: #0d1117; --card: #161b22; --line: #3d444d; --link: #79b8ff;
    --red: #ff9a93; --red-soft: #3c1618; --green: #6fdd8b; --green-soft: #12321c; --amber: #e8b44c;
    --amber-soft: #3a2d07; --blue-soft: #10273f; }
}
* { box-sizing: border-box; }
[hidden] { display: none !important; }
body { margin: 0 auto; padding: 1rem; max-width: 78rem; color: var(--text); background: var(--page);
  font: 1rem/1.5 system-ui, sans-serif; overflow-wrap: anywhere; }
h1 { font-size: 1.5rem; line-height: 1.25; margin: .25rem 0 1rem; }
h2 { font-size: 1.2rem; margin: 2rem 0 .5rem; }
h3 { font-size: 1rem; margin: 1.25rem 0 .5rem; }
h4 { font-size: .875rem; margin: 0 0 .25rem; color: var(--soft); }
a { color: var(--link); }
code, .diff td { font: .875em/1.5 ui-monospace, SFMono-Regular, Menlo, Consolas, monospace; }
:focus-visible { outline: 3px solid var(--link); outline-offset: 2px; }
.skip { position: absolute; left: -99rem; }
.skip:focus { left: 1rem; top: 1rem; background: var(--page); padding: .5rem; }
.hidden { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
.product, .sides, .legend, .soundness { color: var(--soft); font-size: .875rem; margin: .25rem 0; }
.verdict { display: inline-block; border: 1px solid var(--line); border-radius: 1rem; padding: 0 .75rem; font-weight: 600; }
.verdict.failure { color: var(--red); background: var(--red-soft); border-color: var(--red); }
.verdict.success { color: var(--green); background: var(--green-soft); border-color: var(--green); }
.verdict.action_required { color: var(--amber); background: var(--amber-soft); border-color: var(--amber); }
.alerts { list-style: none; padding: 0; margin: 0; display: grid; gap: .5rem; }
.alert { border: 1px solid var(--line); border-left: .3rem solid var(--soft); border-radius: .375rem; padding: .5rem .75rem;
  background: var(--card); }
.alert.error { border-left-color: var(--red); }
.alert.warning { border-left-color: var(--amber); }
.alert p { margin: .25rem 0 0; }
.level { font-size: .75rem; font-weight: 700; text-transform: uppercase; letter-spacing: .04em; }
.error .level { color: var(--red); }
.warning .level { color: var(--amber); }
.scroll { position: relative; overflow-x: auto; max-width: 100%; }
table { border-collapse: collapse; }
.matrix th, .matrix td { border: 1px solid var(--line); padding: .25rem .625rem; text-align: center; white-space: nowrap; }
.matrix thead th { background: var(--card); }
.matrix tbody th { text-align: left; font-weight: 500; position: sticky; left: 0; background: var(--page); }
.matrix .quiet { color: var(--soft); }
.matrix .unknown { background: var(--red-soft); color: var(--red); font-weight: 700; }
.cell { display: block; min-width: 2rem; min-height: 1.5rem; font-weight: 600; }
.filters { position: relative; display: flex; flex-wrap: wrap; gap: .5rem 1rem; align-items: end; border: 1px solid var(--line);
  border-radius: .5rem; background: var(--card); padding: .75rem; margin: 2rem 0 1rem; }
.filters > label { display: grid; grid-template-columns: minmax(0, 1fr); max-width: min(100%, 24rem); font-size: .875rem; font-weight: 600; }
.filters .wide { flex: 1 1 16rem; max-width: 100%; }
.filters fieldset { border: 0; min-width: 0; padding: 0; margin: 0; display: flex; flex-wrap: wrap; gap: .375rem; }
.filters legend { font-size: .875rem; font-weight: 600; padding: 0; }
input[type=search], select, button { font: inherit; min-width: 0; color: inherit; background: var(--page); border: 1px solid var(--soft);
  border-radius: .375rem; padding: .25rem .5rem; min-height: 2rem; max-width: 100%; }
button { cursor: pointer; }
.chip { display: inline-flex; align-items: center; gap: .25rem; border: 1px solid var(--line); border-radius: 1rem;
  padding: 0 .625rem; min-height: 1.75rem; background: var(--page); cursor: pointer; }
.chip:has(:checked) { border-color: var(--link); background: var(--blue-soft); }
.tools { flex: 1 1 100%; margin: 0; display: flex; flex-wrap: wrap; gap: .5rem; align-items: center; }
#count { color: var(--soft); font-size: .875rem; }
.entry, .affected { border: 1px solid var(--line); border-radius: .375rem; margin: .375rem 0; background: var(--card);
  content-visibility: auto; contain-intrinsic-size: auto 2.5rem; }
.entry > summary, .affected { padding: .375rem .625rem; }
.entry > summary { cursor: pointer; }
.entry[open] > summary { border-bottom: 1px solid var(--line); }
.sign { display: inline-block; width: 1.25rem; text-align: center; font-weight: 700; }
.lost .sign { color: var(--red); }
.gained .sign { color: var(--green); }
.changed .sign { color: var(--amber); }
.kind, .effect { color: var(--soft); }
.tag { display: inline-block; border: 1px solid var(--line); border-radius: .25rem; padding: 0 .375rem; font-size: .8125rem;
  background: var(--page); }
.tag.loud { border-color: var(--amber); color: var(--amber); background: var(--amber-soft); }
.tag.edited { border-color: var(--link); background: var(--blue-soft); }
.body { padding: .625rem; }
.diff { width: 100%; table-layout: fixed; background: var(--page); margin-bottom: .75rem; }
.diff th, .diff td { border: 1px solid var(--line); padding: .125rem .5rem; text-align: left; vertical-align: top; }
.diff thead th { font-size: .8125rem; color: var(--soft); }
.diff td { white-space: pre-wrap; }
.diff .path th { background: var(--card); font-weight: 500; }
.diff .none { background: var(--card); }
del { background: var(--red-soft); color: var(--red); text-decoration: none; display: block; }
ins { background: var(--green-soft); color: var(--green); text-decoration: none; display: block; }
del::before { content: '− '; }
ins::before { content: '+ '; }
.way ol { margin: 0; padding-left: 1.5rem; }
.files { padding: 0; list-style: none; }
.file { border-top: 1px solid var(--line); padding: .375rem 0; }
.file ul { margin: .25rem 0 0; }
:target { outline: 2px solid var(--link); outline-offset: 2px; }
@media (max-width: 40rem) {
  body { padding: .625rem; }
  h1 { font-size: 1.25rem; }
  .diff, .diff tbody, .diff tr, .diff td, .diff th { display: block; width: 100%; }
  .diff thead { display: none; }
  .diff .none { display: none; }
}
@media print {
  .filters, .skip { display: none; }
  .entry { break-inside: avoid; content-visibility: visible; }
}
`;
