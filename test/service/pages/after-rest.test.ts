import { describe, expect, test } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { contactKey } from '../../../lib/model/contact';
import { REST_ALARM } from '../../../lib/service/pages/after-rest';
import { personByKey, shownName } from '../../sandbox/people.ts';
import { withCrms } from '../connected';
import { contactOf, restartWorker, show, state, until } from '../worker';

const DESK = 'wechat-console';
const crm = withCrms(DESK);
const desk = () => crm(DESK);
const zhangWei = contactOf(shownName(personByKey('zhang-wei')));
const finding = async () => (await state())[`answer:${contactKey(zhangWei)}`]?.findings.find(({ connection }) => connection === DESK);
const isFound = () => until((now) => now[`answer:${contactKey(zhangWei)}`]?.findings.some(({ decision }) => decision === 'sure') ?? false);

describe('the open contact of a CRM that has asked for a rest', () => {
  test.each([429, 503])('is looked up by itself when the rest is over: %d', async (status) => {
    desk().fault({ kind: 'status', status, retryAfter: 1 });
    await show(zhangWei);
    expect((await finding())?.problem).toMatchObject({ kind: 'rate-limited', asked: 1_000 });
    desk().fault(null);
    await isFound();
    expect((await state()).connections?.find(({ id }) => id === DESK)?.problem).toBeNull();
  });

  test('is looked up also where the worker was stopped meanwhile', async () => {
    desk().fault({ kind: 'status', status: 429, retryAfter: 1 });
    await show(zhangWei);
    desk().fault(null);
    const { until: end } = (await finding())!.problem as { until: number };
    restartWorker();
    expect(await fakeBrowser.alarms.get(REST_ALARM)).toBeTruthy();
    await new Promise((resolve) => setTimeout(resolve, end - Date.now() + 1));
    await fakeBrowser.alarms.onAlarm.trigger({ name: REST_ALARM } as never);
    await isFound();
  });

  test('is asked for ever more seldom where the CRM says again and again that it may be asked at once', async () => {
    desk().fault({ kind: 'status', status: 429, retryAfter: 0 });
    desk().clearRequests();
    await show(zhangWei);
    const perLookup = desk().requests.length;
    await until(() => desk().requests.length >= 3 * perLookup);
    const [first, last] = [desk().requests[0]!.at, desk().requests.at(-1)!.at];
    expect(last - first).toBeGreaterThanOrEqual(2_500);
  });
});
