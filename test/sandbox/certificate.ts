import { generate } from 'selfsigned';

/** The names under which a browser may be sent to the sandbox's pages. */
const NAMES = ['wx.qq.com', 'wx2.qq.com', 'web.wechat.com', 'localhost'];

/** A certificate of the sandbox's own, made in memory. */
export function createCertificate() {
  return generate([{ name: 'commonName', value: 'localhost' }], {
    keyType: 'ec',
    algorithm: 'sha256',
    extensions: [
      {
        name: 'subjectAltName',
        altNames: [...NAMES.map((value) => ({ type: 2 as const, value })), { type: 7 as const, ip: '127.0.0.1' }],
      },
    ],
  });
}
