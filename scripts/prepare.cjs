// The first script of every command, also in a Node.js that is too old for the others: ES5 that checks the version and then runs prepare.mjs.
'use strict';
var childProcess = require('child_process');
var path = require('path');

if (parseInt(process.versions.node, 10) < 20) {
  console.error(
    'Kebian needs Node.js 20 or newer to start (this is ' + process.versions.node + '): get it from https://nodejs.org and run this again.',
  );
  process.exit(1);
}
var child = childProcess.spawn(process.execPath, [path.join(__dirname, 'prepare.mjs')].concat(process.argv.slice(2)), {
  stdio: 'inherit',
});
// Whoever ends only this process, such as npm when it is ended, ends what it has started as well: an installation that went on alone would
// disturb the next one.
['SIGTERM', 'SIGINT', 'SIGHUP'].forEach(function (signal) {
  process.on(signal, function () {
    child.kill(signal);
  });
});
child.on('exit', function (status) {
  process.exit(status === null ? 1 : status);
});
