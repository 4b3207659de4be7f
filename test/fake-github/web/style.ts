/** One sheet for all pages: GitHub's proportions, light and dark, narrow and wide. */
export const style = `
:root{--bg:#fff;--soft:#f6f8fa;--line:#d1d9e0;--text:#1f2328;--dim:#59636e;--link:#0969da;--green:#1a7f37;--red:#d1242f;--yellow:#9a6700;--purple:#8250df;--added:#dafbe1;--removed:#ffebe9;--hunk:#ddf4ff;--mark:#fff8c5}
@media (prefers-color-scheme:dark){:root{--bg:#0d1117;--soft:#151b23;--line:#3d444d;--text:#f0f6fc;--dim:#9198a1;--link:#4493f8;--green:#3fb950;--red:#f85149;--yellow:#d29922;--purple:#ab7df8;--added:#12261e;--removed:#25171c;--hunk:#121d2f;--mark:#272115}}
*{box-sizing:border-box}
body{margin:0;background:var(--bg);color:var(--text);font:14px/1.5 -apple-system,BlinkMacSystemFont,"Segoe UI","Noto Sans",Helvetica,Arial,sans-serif;overflow-wrap:break-word}
main{max-width:980px;margin:0 auto;padding:16px}
a{color:var(--link);text-decoration:none}a:hover{text-decoration:underline}
h1{font-size:26px;font-weight:400;line-height:1.25;margin:8px 0}h1 small{color:var(--dim);font-size:inherit}
h2{font-size:18px;margin:24px 0 8px}
.dim{color:var(--dim)}
.state{display:inline-block;padding:4px 12px;border-radius:2em;color:#fff;background:var(--green);font-weight:500}
.state.closed{background:var(--red)}.state.merged{background:var(--purple)}.state.draft{background:var(--dim)}
code,pre,.branch,.source{font-family:ui-monospace,SFMono-Regular,"SF Mono",Menlo,Consolas,monospace;font-size:12px}
.branch{background:var(--hunk);color:var(--link);border-radius:6px;padding:2px 6px}
.box{border:1px solid var(--line);border-radius:6px;margin:16px 0;overflow:hidden}
.box>header{background:var(--soft);border-bottom:1px solid var(--line);padding:8px 16px}
.box>.body{padding:16px}
.label{border:1px solid var(--line);border-radius:2em;padding:0 7px;font-size:12px;color:var(--dim)}
.md>:first-child{margin-top:0}.md>:last-child{margin-bottom:0}
.md p,.md ul,.md ol,.md table,.md pre,.md details,.md blockquote{margin:0 0 12px}
.md h1,.md h2{font-size:20px;font-weight:600;border-bottom:1px solid var(--line);padding-bottom:4px;margin:20px 0 12px}.md h2{font-size:18px}.md h3{font-size:16px;margin:16px 0 8px}
.md ul,.md ol{padding-left:2em}
.md table{display:block;width:max-content;max-width:100%;overflow:auto;border-collapse:collapse}
.md th,.md td{border:1px solid var(--line);padding:6px 13px}.md tr:nth-child(2n){background:var(--soft)}.md th{font-weight:600}
.md code{background:var(--soft);padding:.2em .4em;border-radius:6px;white-space:break-spaces}
.md pre{background:var(--soft);border-radius:6px;padding:12px 16px;overflow:auto;line-height:1.45}
.md pre code{background:none;padding:0;white-space:pre}
.md pre[data-language=mermaid]{border:1px dashed var(--line)}
.md pre[data-language=mermaid]::before{content:"mermaid";display:block;color:var(--dim);margin-bottom:8px}
.md blockquote{border-left:4px solid var(--line);color:var(--dim);padding:0 16px}
.md summary{cursor:pointer}
.md .mention{font-weight:600;color:var(--text)}.md .image{border:1px dashed var(--line);border-radius:6px;padding:1px 6px}
pre .added{background:var(--added)}pre .removed{background:var(--removed)}pre .hunk{background:var(--hunk);color:var(--dim)}
pre .added,pre .removed,pre .hunk{display:inline-block;min-width:100%}
.alert{border-left:4px solid var(--link);padding:8px 16px;margin:0 0 12px}.alert-title{font-weight:500;color:var(--link);margin:0 0 4px}
.alert-tip{border-color:var(--green)}.alert-tip .alert-title{color:var(--green)}
.alert-important{border-color:var(--purple)}.alert-important .alert-title{color:var(--purple)}
.alert-warning{border-color:var(--yellow)}.alert-warning .alert-title{color:var(--yellow)}
.alert-caution{border-color:var(--red)}.alert-caution .alert-title{color:var(--red)}
.alert>:last-child{margin-bottom:0}
.icon{display:inline-block;width:1.4em;font-weight:700;text-align:center}
.success{color:var(--green)}.failure,.timed_out,.cancelled{color:var(--red)}.action_required,.in_progress,.queued{color:var(--yellow)}.neutral,.skipped{color:var(--dim)}
.check{border-top:1px solid var(--line);padding:12px 16px}.check:first-of-type{border-top:0}
.check>summary{cursor:pointer}.check[open]>summary{margin-bottom:12px}
.annotation{border:1px solid var(--line);border-left-width:4px;border-radius:6px;padding:8px 12px;margin:8px 0}
.annotation.failure{border-left-color:var(--red);color:inherit}.annotation.warning{border-left-color:var(--yellow)}.annotation.notice{border-left-color:var(--link)}
.annotation pre{white-space:pre-wrap;margin:4px 0 0}
.actions{display:flex;flex-wrap:wrap;gap:8px;margin:8px 0}
button{font:inherit;font-weight:500;color:var(--text);background:var(--soft);border:1px solid var(--line);border-radius:6px;padding:4px 12px;cursor:pointer}
button:disabled{cursor:default}
table.list{width:100%;border-collapse:collapse}table.list td{border-top:1px solid var(--line);padding:8px;vertical-align:top}
.source{border-collapse:collapse;width:100%}.source td{padding:0 10px;white-space:pre-wrap;overflow-wrap:anywhere}.source td:first-child{width:1%;color:var(--dim);text-align:right;white-space:nowrap;user-select:none}.source tr:target{background:var(--mark)}
@media (max-width:600px){main{padding:12px}h1{font-size:21px}.box>.body{padding:12px}.md th,.md td{padding:4px 8px}}
`;
