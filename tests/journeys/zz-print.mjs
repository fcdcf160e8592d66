process.env.JINWEI_DIST='/work/wt/engines/dist-quick';
import { chromium } from 'playwright-core';
const { serve } = await import('./site.mjs');
const { fixture } = await import('./bundles.mjs'); const { restore, heading } = await import('./desks.mjs'); const { printed } = await import('./paper.mjs');
const site = await serve();
const ctx = await chromium.launchPersistentContext('/tmp/engines-try/print'+process.argv[2],{executablePath:process.argv[2]=='new'?'/usr/bin/chromium':'/tmp/engines-try/b/chromium-'+process.argv[2],args:['--disable-gpu'],chromiumSandbox:false,bypassCSP:true,viewport:{width:1280,height:800},locale:'zh-CN'});
const page = await ctx.newPage(); await page.goto(site.url+'?today=2012-12-31');
await restore(page, fixture('bundles/half-year.json'));
await page.evaluate(()=>{location.hash='/branch/sample-branch-1/print/ledger'}); await heading(page,'打印台账');
console.log((await page.evaluate(()=>document.querySelector('.paper').outerHTML)).replace(/>[^<]{20,}</g,'>…<').slice(0,1800));
const variants = {none:'', capwide:'.paper.wide caption{page:wide}', tablewide:'.paper.wide table{page:wide}', allwide:'.paper.wide *{page:wide}', theadwide:'.paper.wide thead{page:wide}', capbottom:'.paper caption{caption-side:bottom!important}',hasmain:'.paper.wide{page:auto!important} main:has(.paper.wide){page:wide}', hasbody:'.paper.wide{page:auto!important} body:has(.paper.wide){page:wide}', hashtml:'.paper.wide{page:auto!important} html:has(.paper.wide){page:wide}', autotable:'.paper.wide table{page:auto}', noflex:'.paper .above{display:block!important}', nobreaks:'.paper *{break-inside:auto!important;break-after:auto!important}', theadavoid:'.paper thead{break-inside:avoid;break-before:avoid}', tableblock:'.paper .title, .paper .above{break-after:avoid}', theadtrauto:'.paper thead tr{break-inside:auto!important}',portrait:'.paper.wide{page:auto!important}'};
for (const [n,css] of Object.entries(variants)) { const h = await page.addStyleTag({content:`@media print{${css.includes('@page')?'':css}} ${css.includes('@page')?css:''}`}); try { const {pages}=await printed(page,'/tmp/engines-try',n+process.argv[2]); console.log(n, pages.map(p=>p.text.length)); } catch(e){console.log(n,e.message.slice(0,100))} await h.evaluate(x=>x.remove()); }
await page.emulateMedia({media:'print'}); await page.setViewportSize({width:1054,height:700}); console.log(await page.evaluate(()=>[...document.querySelectorAll('.paper, .paper table, .paper caption, .paper thead, .paper tbody')].map(e=>e.tagName+' '+Math.round(e.getBoundingClientRect().top)+' '+Math.round(e.getBoundingClientRect().height))));
await ctx.close(); site.close(); process.exit();
