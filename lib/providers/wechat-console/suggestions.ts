import { ProblemError } from '../../model/problem';
import type { Suggestion } from '../provider';
import { bodiesOf, type Bodies } from './bodies';
import type { Here } from './here';
import { readPopUp, writePopUp } from './telephony';

/**
 * Finds out whether the console reads the bodies of the calls that may go as forms or as JSON. Of those one alone changes nothing: the switch
 * of the pop-up is written as it stands, and read again. The other kind of body is only offered where the console takes it and has refused
 * this one before and after, or has not read it.
 */
export async function suggestions(here: Here, signal: AbortSignal): Promise<Suggestion[]> {
  const own = bodiesOf(here.settings);
  const other = own === 'form' ? 'json' : 'form';
  const popUp = await readPopUp(here, signal).catch(() => null);
  if (popUp === null) return [];
  const rewrite = (bodies: Bodies) => rewritten(here, popUp, bodies, signal);
  const first = await rewrite(own);
  if (first === 'taken' || first === 'failed' || (await rewrite(other)) !== 'taken') return [];
  if (first === 'refused' && (await rewrite(own)) !== 'refused') return [];
  return [SUGGESTIONS[other]];
}

/** `unread`: the console has said yes and has another value now. `failed` says nothing of the body. */
type Outcome = 'taken' | 'unread' | 'refused' | 'failed';

async function rewritten(here: Here, popUp: boolean, bodies: Bodies, signal: AbortSignal): Promise<Outcome> {
  try {
    await writePopUp(here, popUp, signal, bodies);
    return (await readPopUp(here, signal)) === popUp ? 'taken' : 'unread';
  } catch (thrown) {
    return isOfBody(thrown) ? 'refused' : 'failed';
  }
}

/** The console’s own refusal, a status of the request's, or the error of a server that could not read it. */
function isOfBody(thrown: unknown): boolean {
  const problem = thrown instanceof ProblemError ? thrown.problem : null;
  return problem?.kind === 'refused' || (problem?.kind === 'server-error' && problem.status !== 404 && problem.status <= 500);
}

const SUGGESTIONS: Record<Bodies, Suggestion> = {
  json: {
    values: { bodies: 'json' },
    says: {
      zh_CN: '此工作台不接受表单形式的“录入任务”和“来电弹窗”请求，但接受 JSON。',
      zh_TW: '此工作台不接受表單形式的「錄入任務」和「來電彈窗」請求，但接受 JSON。',
      en: 'This console does not take forms for tasks and the pop-up after a call, but it takes JSON.',
    },
    press: { zh_CN: '这些请求改用 JSON 发送', zh_TW: '這些請求改用 JSON 傳送', en: 'Send these calls as JSON' },
  },
  form: {
    values: { bodies: 'form' },
    says: {
      zh_CN: '此工作台不接受 JSON 形式的“录入任务”和“来电弹窗”请求，但接受表单。',
      zh_TW: '此工作台不接受 JSON 形式的「錄入任務」和「來電彈窗」請求，但接受表單。',
      en: 'This console does not take JSON for tasks and the pop-up after a call, but it takes forms.',
    },
    press: { zh_CN: '这些请求改用表单发送', zh_TW: '這些請求改用表單傳送', en: 'Send these calls as forms' },
  },
};
