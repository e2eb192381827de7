#pragma once

#include <sys/types.h>

/// Starts the program `arguments[0]` in a process group of its own, with nothing open but `pipe` as descriptors 3 and 4
/// and the new file `log` as its standard error; both lists end with `NULL`.
///
/// 0 and `process`, else an errno.
int ccurl_spawn(
    char *_Nullable const *_Nonnull arguments, char *_Nullable const *_Nonnull environment, int pipe,
    const char *_Nonnull log, pid_t *_Nonnull process);
