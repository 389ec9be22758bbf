import { WHILE_THERE } from '../while-there';

/**
 * A badge hangs over the lower edge of the contact's picture, where a row has nothing to read, or in the row's lower right corner; out of the row's
 * layout, and it lets every click through to the row. Needs rows that are positioned, as WeChat's are.
 */
export const BADGE_STYLE = `
:host{all:initial!important;${WHILE_THERE}position:absolute!important;right:18px!important;bottom:9px!important;z-index:1!important;height:18px!important;pointer-events:none!important;contain:layout style!important;
--i1:#14532d;--i2:#173f8a;--i3:#7a3e00;--i4:#5b1d94;--i5:#0d4f51;--g1:#e6f4ea;--g2:#e8f0fe;--g3:#fef0e1;--g4:#f3e8fd;--g5:#e4f5f5}
:host([picture]){left:var(--x)!important;right:auto!important;bottom:calc(var(--y) - 5px)!important;height:15px!important;translate:-50%!important}
:host([picture]) .badge{max-width:54px;height:15px;padding:0 4px;border-radius:8px;font-size:11px;line-height:15px}
:host([picture]) .badge:not(:empty)::before{display:none}:host([picture]) .likely{outline:1px solid;outline-offset:-1px}
:host([dark]){--i1:#a9e6c2;--i2:#b8d1ff;--i3:#ffd2a1;--i4:#e2c5ff;--i5:#a5e5e6;--g1:#173626;--g2:#1a2d4d;--g3:#40290f;--g4:#33204a;--g5:#123536}
.badge{display:block;box-sizing:border-box;max-width:84px;height:18px;padding:0 6px;border-radius:9px;overflow:hidden;text-overflow:ellipsis;white-space:nowrap;font:400 11px/18px "PingFang SC","Microsoft YaHei UI","Noto Sans CJK SC","Noto Sans SC",system-ui,sans-serif}
.badge::before{content:"";display:inline-block;box-sizing:border-box;width:6px;height:6px;margin-inline-end:4px;border-radius:50%;border:3px solid;vertical-align:1px}
.badge:empty{width:18px}
.badge:empty::before{margin-inline-end:0}
.likely::before{border-width:1px}
.tag-1{background:var(--g1);color:var(--i1)}.tag-2{background:var(--g2);color:var(--i2)}.tag-3{background:var(--g3);color:var(--i3)}.tag-4{background:var(--g4);color:var(--i4)}.tag-5{background:var(--g5);color:var(--i5)}
@media(forced-colors:active){.badge{outline:1px solid}}
@media print{:host{display:none!important}}
`;
