import { answerAsked } from './remote';

// Listens before the rest is loaded: what is asked meanwhile would not be heard.
const methods = import('./reader').then(({ Reader, methodsOf }) => methodsOf(new Reader()));
answerAsked(methods, self as unknown as MessagePort);
