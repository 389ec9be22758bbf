// @vitest-environment happy-dom
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createChips } from '../../components/chips/chips';
import { contactKey, type Contact } from '../../lib/model/contact';
import type { ChipsView } from '../../lib/model/view';
import { chipsTexts } from '../../locales/overlay';

const attach = Element.prototype.attachShadow;
let root: ShadowRoot;

beforeEach(() => {
  vi.useFakeTimers();
  // The page finds an empty element; the test is to see what is in it.
  Element.prototype.attachShadow = function () {
    return (root = attach.call(this, { mode: 'open' }));
  };
  document.body.innerHTML = '<header><b>张伟</b></header>';
});

afterEach(() => {
  vi.useRealTimers();
  Element.prototype.attachShadow = attach;
});

const contact = (name: string): Contact => ({ site: 'wechat-web', id: `@${name}`, name, kind: 'person', avatar: null });
const found = (remark: string): ChipsView => ({ kind: 'found', sure: true, stage: null, tags: [], remark, problem: false });

test('what is said stays for its time whoever answers meanwhile, then comes what was answered last; another chat ends it', () => {
  const place = () => ({ title: document.querySelector('b'), bar: document.querySelector('header') });
  const chips = createChips(document, place, chipsTexts, { panel: () => {}, customer: () => {}, numbers: () => {} });
  const shown = () => root.querySelector('.row')!.textContent;
  const show = (name: string, remark: string) => chips.show({ contact: contactKey(contact(name)), chips: found(remark), language: 'en' });
  chips.follow({ kind: 'chat', contact: contact('张伟') });
  show('张伟', '周五报价');
  chips.say((texts) => texts.openByHand('Ctrl+Y'), 8_000);
  show('张伟', '周六报价');
  vi.advanceTimersByTime(7_900);
  expect(shown()).toMatch(/^Press Ctrl\+Y/);
  vi.advanceTimersByTime(200);
  expect(shown()).toBe('周六报价Customer panel');
  chips.say((texts) => texts.openByHand('Ctrl+Y'), 8_000);
  chips.follow({ kind: 'chat', contact: contact('Lily') });
  expect(shown()).toBe('Customer panel');
  show('Lily', '回访');
  vi.advanceTimersByTime(10_000);
  expect(shown()).toBe('回访Customer panel');
});
