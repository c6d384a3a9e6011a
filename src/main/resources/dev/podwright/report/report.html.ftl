[#-- The page of a run: needs no script and nothing from elsewhere, and forbids both. It is well-formed XML, too. --]
[#assign symbols = {
  "ok": "✓", "changed": "●", "would-change": "◐", "unknown": "?", "skipped": "–",
  "failed": "✗", "ignored": "!", "rescued": "↺", "unreachable": "⊘"
}]
[#macro state css word]<span class="state [=css]"><span aria-hidden="true">[=symbols[css]]</span> [=word]</span>[/#macro]
[#macro stream name text]
[#if text?has_content]
[#local lines = text?split("\n")?size]
<details><summary>[=name] ([=lines] line[#if lines != 1]s[/#if])</summary><pre>[=text]</pre></details>
[/#if]
[/#macro]
[#macro result r]
[#if r.hidden]
<p class="dim">hidden by no_log</p>
[/#if]
[#if r.msg?has_content]
<p class="text">[=r.msg]</p>
[/#if]
[#if r.template?has_content]
<p>in <code>[=r.template]</code></p>
[/#if]
[#if r.rc != 0]
<p>exit status [=r.rc]</p>
[/#if]
[#if r.hint?has_content]
<p class="hint text">hint: [=r.hint]</p>
[/#if]
[#list r.warnings as warning]
<p class="text"><span class="state ignored">warning</span> [=warning]</p>
[/#list]
[#if r.changes?has_content]
<ul class="changes">
[#list r.changes as change]
<li><span class="text">[=change.what]</span>
[#if change.diff?has_content]
<pre class="diff">[#list change.diff as line]<span class="[=line.css]">[=line.text]</span>[#sep]
[/#sep][/#list]</pre>
[/#if]
</li>
[/#list]
</ul>
[/#if]
[#if r.items?has_content]
<ul class="items">
[#list r.items as item]
<li>[@state css=item.css word=item.state /] <span class="text">[=item.label]</span>[@result r=item /]</li>
[/#list]
</ul>
[/#if]
[#if r.outputs?has_content]
<details><summary>outputs ([=r.outputs?size])</summary><pre>[=r.outputs?join("\n")]</pre></details>
[/#if]
[@stream name="stdout" text=r.stdout /]
[@stream name="stderr" text=r.stderr /]
[/#macro]
<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8" />
<meta name="viewport" content="width=device-width, initial-scale=1" />
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'" />
<meta name="color-scheme" content="light dark" />
<title>[=kind] [=id]: [=verdict]</title>
<style>
:root {
  --page: #fff; --text: #1c2128; --dim: #636c76; --line: #d4d9df; --panel: #f5f7f9; --link: #0a58ca;
  --green: #1a7f37; --yellow: #8a5a00; --cyan: #0f6e84; --red: #c01c28; --magenta: #8f3f97; --grey: #636c76;
}
@media (prefers-color-scheme: dark) {
  :root {
    --page: #14181d; --text: #dfe5eb; --dim: #94a0ac; --line: #353d47; --panel: #1d232a; --link: #7db4ff;
    --green: #57c26f; --yellow: #e0b04a; --cyan: #5cc3d8; --red: #ff7b72; --magenta: #d798de; --grey: #94a0ac;
  }
}
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 96rem; padding: 1rem 1.5rem 4rem; background: var(--page); color: var(--text);
  font: 15px/1.45 system-ui, sans-serif; }
h1 { font-size: 1.5rem; margin: .5rem 0; }
h2 { font-size: 1.15rem; margin: 2rem 0 .5rem; padding-top: .5rem; border-top: 1px solid var(--line); }
h3 { font-size: 1rem; margin: 1rem 0 .3rem; }
p, ul { margin: .25rem 0; }
a { color: var(--link); }
code, pre, .id { font-family: ui-monospace, monospace; font-size: .87em; }
pre { margin: .3rem 0; padding: .5rem .7rem; overflow-x: auto; background: var(--panel); border: 1px solid var(--line);
  border-radius: 4px; }
.text { white-space: pre-wrap; overflow-wrap: anywhere; }
.dim { color: var(--dim); }
.scroll { overflow-x: auto; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: .15rem 1rem; margin: .5rem 0; }
dt { color: var(--dim); }
dd { margin: 0; overflow-wrap: anywhere; }
table { border-collapse: collapse; margin: .3rem 0; }
th, td { padding: .25rem .7rem; border-bottom: 1px solid var(--line); text-align: left; vertical-align: top; }
thead th, .play { color: var(--dim); font-weight: 600; }
tbody th { font-weight: 400; }
.number { text-align: right; font-variant-numeric: tabular-nums; }
.matrix tbody th, .matrix thead th:first-child { position: sticky; left: 0; background: var(--page); min-width: 14rem;
  max-width: 32rem; }
.matrix td { white-space: nowrap; }
.matrix a { text-decoration: none; }
.state { --colour: var(--grey); color: var(--colour); font-weight: 600; white-space: nowrap; }
.ok { --colour: var(--green); }
.changed, .would-change { --colour: var(--yellow); }
.unknown { --colour: var(--cyan); }
.skipped { --colour: var(--grey); }
.failed, .unreachable { --colour: var(--red); }
.ignored, .rescued { --colour: var(--magenta); }
.hint { color: var(--cyan); }
.failure { margin: .6rem 0; padding: .5rem .9rem; border: 1px solid var(--line); border-left: 4px solid var(--red);
  border-radius: 4px; }
.failure h3 { margin-top: 0; }
.lane { display: grid; grid-template-columns: minmax(6rem, 12rem) 1fr; gap: .8rem; align-items: center; margin: .2rem 0; }
.lane > :first-child { overflow-wrap: anywhere; }
.bars { position: relative; height: 1.4rem; background: var(--panel); border-radius: 3px; }
.bars a { position: absolute; top: .15rem; bottom: .15rem; min-width: 3px; border-radius: 2px; background: var(--colour);
  outline: 1px solid var(--page); overflow: hidden; color: var(--page); font-size: .75em; text-align: center;
  text-decoration: none; }
.bars a.failed, .bars a.unreachable { top: 0; bottom: 0; }
.ticks { position: relative; height: 1.3rem; font-size: .8em; color: var(--dim); }
.ticks span { position: absolute; transform: translateX(-50%); }
.ticks span:first-child { transform: none; }
.ticks span:last-child { transform: translateX(-100%); }
.task { padding: .3rem 0 .3rem .8rem; border-left: 3px solid transparent; scroll-margin-top: 1rem; }
.task:target { border-left-color: var(--link); background: var(--panel); }
.task > :not(:first-child) { margin-left: 1.5rem; }
.changes, .items { padding-left: 1.2rem; }
.diff .added { color: var(--green); }
.diff .removed { color: var(--red); }
.diff .hunk { color: var(--cyan); }
summary { cursor: pointer; color: var(--dim); }
body:has(#notable:checked) .plain:not(:target) { display: none; }
@media print { body { max-width: none; } .scroll { overflow: visible; } .filter { display: none; } }
</style>
</head>
<body>
<header>
<h1>[=kind] <span class="id">[=id]</span>: <span class="state [=css]">[=verdict]</span></h1>
<p>[=findings]</p>
<dl>
<dt>Playbooks</dt><dd>[=playbooks?join(", ")]</dd>
<dt>Began</dt><dd><time datetime="[=instant]">[=began]</time></dd>
<dt>Took</dt><dd>[=took]</dd>
</dl>
</header>
<main>
[#if failures?has_content]
<section id="failures">
<h2>Failures</h2>
[#list failures as failure]
<article class="failure">
<h3>[@state css=failure.css word=failure.state /] [=failure.host]: [#if failure.anchor?has_content]<a href="#[=failure.anchor]">[=failure.title]</a>[#else][=failure.title][/#if]</h3>
[#if failure.place?has_content]
<p>at <code>[=failure.place]</code></p>
[/#if]
[#list failure.causes as cause]
[#if cause.item?has_content]
<h3>item [=cause.item]</h3>
[/#if]
[#if cause.hidden]
<p class="dim">hidden by no_log</p>
[/#if]
[#if cause.template?has_content]
<p>in <code>[=cause.template]</code></p>
[/#if]
[#if cause.msg?has_content]
<p class="text">[=cause.msg]</p>
[/#if]
[#if cause.output?has_content]
<pre>[=cause.output?join("\n")]</pre>
[/#if]
[#if cause.hint?has_content]
<p class="hint text">hint: [=cause.hint]</p>
[/#if]
[/#list]
</article>
[/#list]
</section>
[/#if]
[#if recap?has_content]
<section id="recap">
<h2>Recap</h2>
<div class="scroll"><table>
<thead><tr><th scope="col">host</th>[#list recap?first.counts as count]<th scope="col" class="number">[=count.name]</th>[/#list]</tr></thead>
<tbody>
[#list recap as row]
<tr><th scope="row"><a href="#host-[=row?counter]">[=row.host]</a></th>[#list row.counts as count]<td class="number[#if count.number == 0] dim[/#if]">[=count.number]</td>[/#list]</tr>
[/#list]
</tbody>
</table></div>
</section>
[/#if]
[#if gpus?has_content]
<section id="gpus">
<h2>GPUs</h2>
<div class="scroll"><table>
<thead><tr><th scope="col">host</th><th scope="col" class="number">index</th><th scope="col">GPU</th><th scope="col" class="number">memory</th><th scope="col">driver</th><th scope="col">CUDA</th><th scope="col">toolkit</th><th scope="col">problem</th></tr></thead>
<tbody>
[#list gpus as gpu]
<tr><th scope="row">[=gpu.host]</th><td class="number">[=gpu.index]</td><td>[=gpu.name]</td><td class="number">[=gpu.memory]</td><td>[=gpu.driver]</td><td>[=gpu.cuda]</td><td>[=gpu.toolkit]</td><td>[=gpu.problem][#if gpu.remedy?has_content]<br /><span class="hint">hint: [=gpu.remedy]</span>[/#if]</td></tr>
[/#list]
</tbody>
</table></div>
</section>
[/#if]
[#if ports?has_content]
<section id="ports">
<h2>Ports</h2>
<div class="scroll"><table>
<thead><tr><th scope="col">host</th><th scope="col">container</th><th scope="col" class="number">port in the container</th><th scope="col" class="number">port of the host</th></tr></thead>
<tbody>
[#list ports as port]
<tr><th scope="row">[=port.host]</th><td>[=port.container]</td><td class="number">[=port.inside]</td><td class="number">[=port.outside]</td></tr>
[/#list]
</tbody>
</table></div>
</section>
[/#if]
[#if plays?has_content]
<section id="tasks">
<h2>Tasks</h2>
<p class="filter"><label><input type="checkbox" id="notable" /> hide what is ok or skipped</label></p>
[#list plays as play]
<div class="scroll"><table class="matrix">
<thead><tr><th scope="col">[=play.name?has_content?then(play.name, "Play")]</th>[#list details as detail]<th scope="col">[=detail.host][#if detail.unreachable] [@state css="unreachable" word="unreachable" /][/#if]</th>[/#list]</tr></thead>
<tbody>
[#list play.rows as row]
<tr[#if !row.notable] class="plain"[/#if]><th scope="row"><span class="text">[=row.name]</span><br /><small class="dim">[=row.type], <code>[=row.place]</code></small></th>
[#list row.cells as cell]
<td>[#list cell as link]<a href="#[=link.anchor]" title="[=link.took]">[@state css=link.css word=link.state /]</a>[#sep]<br />[/#sep][#else]<span class="dim" title="did not come to it">·</span>[/#list]</td>
[/#list]
</tr>
[/#list]
</tbody>
</table></div>
[/#list]
</section>
<section id="timeline">
<h2>Timeline</h2>
[#list details as detail]
<div class="lane"><span>[=detail.host]</span><div class="bars">
[#list detail.bars as bar]
<a href="#[=bar.anchor]" class="[=bar.css]" style="left:[=bar.left]%;width:[=bar.width]%" title="[=bar.title]" aria-label="[=bar.title]">[=symbols[bar.css]]</a>
[/#list]
</div></div>
[/#list]
<div class="lane"><span></span><div class="ticks">[#list ticks as tick]<span style="left:[=tick.left]%">[=tick.time]</span>[/#list]</div></div>
</section>
[/#if]
<section id="hosts">
[#list details as detail]
<h2 id="host-[=detail?counter]">[=detail.host][#if detail.unreachable] [@state css="unreachable" word="unreachable" /][/#if]</h2>
[#list detail.tasks as task]
<article class="task[#if !task.notable] plain[/#if]" id="[=task.anchor]">
<div>[@state css=task.css word=task.state /] <strong class="text">[=task.name]</strong> <small class="dim">[=task.type], <code>[=task.place]</code>, [=task.took]</small></div>
[@result r=task /]
</article>
[#else]
<p class="dim">no task came to an end here</p>
[/#list]
[/#list]
</section>
[#if warnings?has_content]
<section id="warnings">
<h2>Warnings</h2>
<ul>
[#list warnings as warning]
<li class="text">[=warning.where]: [=warning.message][#if warning.hint?has_content]
<span class="hint">hint: [=warning.hint]</span>[/#if]</li>
[/#list]
</ul>
</section>
[/#if]
</main>
</body>
</html>
