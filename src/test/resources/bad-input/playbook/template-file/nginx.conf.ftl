server {
  [#if tls]
  listen [=port;
}
