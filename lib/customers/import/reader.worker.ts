import { Reader, methodsOf } from './reader';
import { answerAsked } from './remote';

answerAsked(methodsOf(new Reader()), self as unknown as MessagePort);
