#pragma once

/// Opens a socket that listens on a free port of 127.0.0.1 and sets `port`; -1 on failure. The caller closes it.
int ccurl_listen_on_loopback(int *_Nonnull port);
/// Takes the next connection, which does not block; -1 when there is none. The caller closes it.
int ccurl_accept(int listener);
/// Opens two connected sockets, of which the first does not block; -1 on failure. The caller closes them.
int ccurl_open_pair(int *_Nonnull ours, int *_Nonnull theirs);
/// Lets a socket send and receive without blocking.
void ccurl_unblock(int socket);
