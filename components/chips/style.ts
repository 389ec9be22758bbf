import { WHILE_THERE } from '../while-there';

/**
 * The chips' own looks: the colours of the theme, light and dark. `:host` owns every property, and what is important in a shadow root
 * is stronger than whatever the page says of its elements: the page's styles end there.
 */
export const STYLE = `
:host{all:initial!important;${WHILE_THERE}position:absolute!important;left:0!important;top:0!important;z-index:1!important;width:max-content!important;height:24px!important;translate:var(--at,0)!important;contain:layout style!important;
--ink:#57606a;--line:#cfd4da;--raised:#fff;--solid:#1b1f24;--warn:#8a5300;--warn-soft:#fff3dc;--focus:#0b7d4b;
--t1:#e6f4ea;--i1:#14532d;--t2:#e8f0fe;--i2:#173f8a;--t3:#fef0e1;--i3:#7a3e00;--t4:#f3e8fd;--i4:#5b1d94;--t5:#e4f5f5;--i5:#0d4f51;--stage:#dfe9f7;--stage-ink:#173f8a}
:host([dark]){--ink:#aab3bc;--line:#454d55;--raised:#23282d;--solid:#e9edf0;--warn:#ffc46b;--warn-soft:#3a2c10;--focus:#3ecf8e;
--t1:#173626;--i1:#a9e6c2;--t2:#1a2d4d;--i2:#b8d1ff;--t3:#40290f;--i3:#ffd2a1;--t4:#33204a;--i4:#e2c5ff;--t5:#123536;--i5:#a5e5e6;--stage:#1a2d4d;--stage-ink:#b8d1ff}
.row{display:flex;align-items:center;gap:6px;height:24px;width:max-content;font:400 12px/20px "PingFang SC","Microsoft YaHei UI","Noto Sans CJK SC","Noto Sans SC",system-ui,sans-serif;color:var(--ink);white-space:nowrap;text-align:start}
.line{all:unset;display:flex;gap:5px;align-items:center;height:24px;border-radius:5px;cursor:pointer}
.line:hover .chip,.line:hover .remark{filter:brightness(.96)}:host([dark]) .line:hover .chip{filter:brightness(1.15)}
.line>*{flex:none;box-sizing:border-box;max-width:140px;overflow:hidden;text-overflow:ellipsis;line-height:20px}
.line[hidden],.row [hidden]{display:none}
.numbers{font-variant-numeric:tabular-nums;min-width:5.5em;text-align:center}
.chip,.said{border-radius:4px;padding:0 6px}.said{background:var(--raised)}
.stage{background:var(--stage);color:var(--stage-ink);font-weight:500}
.tag-1{background:var(--t1);color:var(--i1)}.tag-2{background:var(--t2);color:var(--i2)}.tag-3{background:var(--t3);color:var(--i3)}.tag-4{background:var(--t4);color:var(--i4)}.tag-5{background:var(--t5);color:var(--i5)}
.warn{background:var(--warn-soft);color:var(--warn)}
.line>.remark{max-width:200px}
.open{all:unset;flex:none;box-sizing:border-box;height:24px;border:1px solid var(--line);border-radius:999px;background:var(--raised);color:var(--solid);padding:0 10px;line-height:22px;cursor:pointer}
.open:hover{border-color:var(--focus)}
.open:focus-visible,.line:focus-visible{outline:2px solid var(--focus);outline-offset:1px}
@media(forced-colors:active){.chip{outline:1px solid}}
@media print{:host{display:none!important}}
`;
