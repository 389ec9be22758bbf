#!/usr/bin/env bash
# Redis 7.0.15 (Debian's redis-server 5:7.0.15-1~deb12u10). One would expect that a master with `min-replicas-to-write 1` takes no lock that its only
# replica does not have.
# Seen: it counts a replica for `min-replicas-max-lag` seconds (ten) after that was heard last, and answers OK meanwhile. When the master is lost then
# and the replica takes its place, the lock is free, and a second one gets it. WAIT on the connection of the lock answers 0; on another connection,
# which has written nothing, it answers 1.
set -euo pipefail
folder=$(mktemp -d)
pids=()
trap 'kill -9 "${pids[@]}" 2>/dev/null || true; rm -rf "$folder"' EXIT
cd "$folder"
if ! redis-server --version 2>/dev/null | grep -q 'v=7.0.15 '; then
  apt-get download redis-server=5:7.0.15-1~deb12u10 redis-tools=5:7.0.15-1~deb12u10 >/dev/null 2>&1
  for file in *.deb; do dpkg -x "$file" .; done
  export PATH="$folder/usr/bin:$PATH"
fi
redis-server --version | grep -o 'v=7.0.15 '
port=$((20000 + RANDOM % 20000))
start() {
  mkdir "$1"
  redis-server --port "$1" --bind 127.0.0.1 --save '' --dir "$folder/$1" "${@:2}" >/dev/null &
  pids+=($!)
  until redis-cli -p "$1" PING 2>/dev/null | grep -q PONG; do sleep 0.05; done
}
# The way from the replica to its master: it falls silent at a signal, as a network does.
cat >way.mjs <<'END'
import { connect, createServer } from 'node:net';
const [from, to] = process.argv.slice(2).map(Number);
const ends = [];
createServer((near) => {
  const far = connect(to, '127.0.0.1');
  ends.push(near, far);
  for (const [one, other] of [[near, far], [far, near]]) one.on('data', (data) => other.write(data)).on('error', () => {}).on('close', () => other.destroy());
}).listen(from, '127.0.0.1');
process.on('SIGUSR2', () => ends.forEach((end) => end.removeAllListeners('data').on('data', () => {})));
END
start $port --min-replicas-to-write 1
node way.mjs $((port + 1)) $port &
way=$!
pids+=($way)
start $((port + 2)) --replicaof 127.0.0.1 $((port + 1))
until [ "$(printf 'SET ready yes\nWAIT 1 1000\n' | redis-cli -p $port | tail -1)" = 1 ]; do sleep 0.1; done

kill -USR2 $way
sleep 0.3
first=$(printf 'SET lock first NX PX 60000\nWAIT 1 300\n' | redis-cli -p $port | tr '\n' ' ')
elsewhere=$(redis-cli -p $port WAIT 1 300)
kill -9 "${pids[0]}"
redis-cli -p $((port + 2)) REPLICAOF NO ONE >/dev/null
second=$(redis-cli -p $((port + 2)) SET lock second NX PX 60000)
echo "the first lock, and WAIT behind it: $first; WAIT on another connection: $elsewhere; the second lock: $second"
[ "$first $elsewhere $second" = 'OK 0  1 OK' ]
