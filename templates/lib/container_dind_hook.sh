# The start-up hook of a container with a Docker engine of its own.

# What stands in the container as /etc/podwright/startup.d/50-docker.
dind_hook() {
  cat <<'PODWRIGHT_HOOK'
#!/bin/sh
# Starts this container's own Docker engine each time the container starts. Written by Podwright, which takes back what is changed here.
PATH=${PATH:-/usr/local/bin:/usr/bin:/bin}:/usr/local/sbin:/usr/sbin:/sbin
# Tells AppArmor's tools that they are in a container.
container=docker
export PATH container
log=/var/log/docker.log

# lives FILE NAME: whether the process that a pid file names lives; a zombie does not.
lives() {
  pid='' name='' state=''
  [ -r "$1" ] || return 1
  read -r pid <"$1" || [ -n "$pid" ] || return 1
  [ -r "/proc/$pid/stat" ] && read -r pid name state rest <"/proc/$pid/stat" && [ "$name" = "($2)" ] && [ "$state" != Z ]
}

# A container's /run outlives its restart: the numbers in these files belong to other processes by now.
if lives /var/run/docker.pid dockerd; then exit 0; fi
rm -f /var/run/docker.pid /var/run/docker.sock
lives /var/run/docker/containerd/containerd.pid containerd || rm -f /var/run/docker/containerd/containerd.pid

# Control groups, version 2: a group that has groups below it may hold no process, so those here move into one. The host's own root
# has no cgroup.type.
if [ -f /sys/fs/cgroup/cgroup.controllers ] && [ -f /sys/fs/cgroup/cgroup.type ]; then
  mkdir -p /sys/fs/cgroup/init
  while read -r pid; do
    echo "$pid" >/sys/fs/cgroup/init/cgroup.procs
  done </sys/fs/cgroup/cgroup.procs
  for controller in $(cat /sys/fs/cgroup/cgroup.controllers); do
    echo "+$controller" >/sys/fs/cgroup/cgroup.subtree_control
  done
fi 2>/dev/null

# Where no control group can be made, as under a rootless engine without systemd, runc must not try: containers run without limits then.
group=/sys/fs/cgroup/devices
[ ! -f /sys/fs/cgroup/cgroup.controllers ] || group=/sys/fs/cgroup
if mkdir "$group/podwright" 2>/dev/null; then
  rmdir "$group/podwright"
elif command -v runc >/dev/null; then
  mkdir -p /run/podwright/bin
  sed "s|^exec runc|exec $(command -v runc)|" >/run/podwright/bin/runc <<'PODWRIGHT_RUNC'
#!/bin/sh
before=
for word do
  if [ "$before" = --bundle ]; then
    sed -i -e 's/"cgroupsPath":"[^"]*",//' -e 's/,"cgroupsPath":"[^"]*"//' "$word/config.json"
  fi
  before=$word
done
exec runc "$@"
PODWRIGHT_RUNC
  chmod 0755 /run/podwright/bin/runc
  PATH=/run/podwright/bin:$PATH
fi

# AppArmor is asked by its file system; mounts with propagation need a shared root.
if [ -d /sys/kernel/security ] && ! grep -q ' /sys/kernel/security ' /proc/mounts; then
  mount -t securityfs none /sys/kernel/security 2>/dev/null
fi
mount --make-rshared / 2>/dev/null

# The iptables that this kernel can do: nf_tables or the older ones.
if ! iptables -w -t nat -nL >/dev/null 2>&1; then
  for kind in nft legacy; do
    if "iptables-$kind" -w -t nat -nL >/dev/null 2>&1; then
      mkdir -p /run/podwright/bin
      for tool in iptables ip6tables; do
        ln -sf "$(command -v "$tool-$kind")" "/run/podwright/bin/$tool"
      done
      PATH=/run/podwright/bin:$PATH
      break
    fi
  done
fi

# The networks inside can't have larger packets than the one outside.
set --
while read -r interface destination rest; do
  if [ "$destination" = 00000000 ]; then
    mtu=$(cat "/sys/class/net/$interface/mtu")
    if [ "$mtu" -lt 1500 ] && ! grep -q '"mtu"' /etc/docker/daemon.json 2>/dev/null; then set -- "--mtu=$mtu"; fi
    break
  fi
done </proc/net/route

# GPUs, described anew since the host's driver may be another one now.
if [ -e /dev/nvidiactl ] && command -v nvidia-ctk >/dev/null; then
  mkdir -p /etc/cdi
  nvidia-ctk --quiet cdi generate --output=/etc/cdi/nvidia.yaml ||
    echo "podwright: nvidia-ctk can't describe the GPUs, so containers in here get none" >&2
fi

if [ -s "$log" ]; then mv -f "$log" "$log.1"; fi
if command -v setsid >/dev/null; then set -- setsid dockerd "$@"; else set -- dockerd "$@"; fi
"$@" >"$log" 2>&1 </dev/null 7>&- 8>&- 9>&- &
tries=0
until [ -S /var/run/docker.sock ]; do
  if ! kill -0 "$!" 2>/dev/null || [ "$tries" -ge 100 ]; then
    echo "podwright: the Docker engine in here does not start ($log): $(tail -n 1 "$log")" >&2
    exit 1
  fi
  tries=$((tries + 1))
  sleep 0.2 2>/dev/null || sleep 1
done
PODWRIGHT_HOOK
}
