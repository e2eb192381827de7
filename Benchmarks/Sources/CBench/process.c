// Child processes: what they use, and in which network they are.
#define _GNU_SOURCE
#include "cbench.h"

#include <fcntl.h>
#include <sched.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static long now(void) {
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return time.tv_sec * 1000000L + time.tv_nsec / 1000;
}

int cbench_start(char *const *arguments, const char *output, int network) {
  pid_t child = vfork();
  if (child != 0) return child;
  // Only what is safe between fork and exec.
  prctl(PR_SET_PDEATHSIG, SIGKILL);
  int sink = open(output ? output : "/dev/null", O_WRONLY | O_CREAT | O_TRUNC, 0600);
  if (network >= 0 && setns(network, CLONE_NEWNET) != 0) _exit(126);
  if (sink < 0 || dup2(sink, 1) < 0 || dup2(sink, 2) < 0) _exit(126);
  execv(arguments[0], arguments);
  _exit(127);
}

int cbench_run(char *const *arguments, const char *output, int network, struct cbench_usage *usage) {
  long begin = now();
  int child = cbench_start(arguments, output, network);
  if (child < 0) return -1;
  int status = 0;
  struct rusage used;
  if (wait4(child, &status, 0, &used) != child) return -1;
  usage->wall = now() - begin;
  usage->processor = (used.ru_utime.tv_sec + used.ru_stime.tv_sec) * 1000000L + used.ru_utime.tv_usec
                     + used.ru_stime.tv_usec;
  usage->status = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
  return 0;
}

void cbench_stop(int process) {
  kill(process, SIGTERM);
  waitpid(process, NULL, 0);
}
