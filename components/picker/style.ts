import { WHILE_THERE } from '../while-there';

/** The picker's own looks. Page and picker cannot touch each other's. */
export const PICKER_STYLE = `
:host{all:initial;${WHILE_THERE}position:fixed;inset:0;z-index:2147483647;pointer-events:none;color-scheme:light dark;
--ink:#1b1f24;--ink-2:#57606a;--surface:#fff;--line:#cfd4da;--edge:#8a929b;--accent:#0b7d4b;--accent-ink:#fff;--hover:#eef1f4;--warn:#8a5300;--warn-soft:#fff3dc}
@media (prefers-color-scheme:dark){:host{--ink:#e9edf0;--ink-2:#aab3bc;--surface:#23282d;--line:#454d55;--edge:#7d868f;--accent:#3ecf8e;--accent-ink:#06281a;--hover:#2f353b;--warn:#ffc46b;--warn-soft:#3a2c10}}
.frame{position:fixed;box-sizing:border-box;border:2px solid #0b7d4b;outline:1px solid #fff;background:#0b7d4b1f;border-radius:3px}
.frame[hidden]{display:none}
.card{position:fixed;right:16px;bottom:16px;box-sizing:border-box;width:min(360px,calc(100vw - 32px));max-height:calc(100vh - 32px);overflow:auto;pointer-events:auto;padding:14px 16px;border:1px solid var(--line);border-radius:12px;background:var(--surface);color:var(--ink);box-shadow:0 8px 30px #0004;
font:400 14px/1.5 "PingFang SC","Microsoft YaHei UI","Noto Sans CJK SC","Noto Sans SC",system-ui,sans-serif;text-align:start}
.card.left{right:auto;left:16px}
.card:focus{outline:none}
h2{margin:0;font-size:15px;font-weight:600}
p{margin:4px 0 0}
.quiet{color:var(--ink-2);font-size:13px}
.warn{padding:4px 8px;border-radius:6px;background:var(--warn-soft);color:var(--warn);font-size:13px}
.now{min-height:21px;overflow:hidden;text-overflow:ellipsis;white-space:nowrap;font-weight:500}
dl{display:grid;grid-template-columns:max-content 1fr;gap:4px 12px;margin:8px 0 0}
dt{color:var(--ink-2)}
dd{margin:0;min-width:0;overflow-wrap:anywhere}
ul{list-style:none;margin:8px 0 0;padding:0;display:grid;gap:4px}
li button{width:100%;text-align:start;overflow:hidden;text-overflow:ellipsis;white-space:nowrap}
.row{display:flex;flex-wrap:wrap;gap:8px;margin-top:12px}
button{all:unset;box-sizing:border-box;padding:4px 12px;min-height:32px;line-height:22px;border:1px solid var(--edge);border-radius:8px;cursor:pointer;font:inherit}
button:hover{background:var(--hover)}
button:focus-visible{outline:2px solid var(--accent);outline-offset:2px}
button.primary{border-color:var(--accent);background:var(--accent);color:var(--accent-ink)}
`;
