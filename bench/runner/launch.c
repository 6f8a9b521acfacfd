// Runs a command and writes down how it ended, how long it took and how much memory it needed:
//
//     launch REPORT SECONDS COMMAND ARGUMENTS...
//
// REPORT gets one line "STATUS WALL-NS USER-US SYSTEM-US PEAK-KB", where STATUS is the exit status, or the negative
// number of the signal. Why a program of its own: Linux counts into the peak of a process what its parent occupied when
// it was forked, and next to a Python interpreter the small engines would all look alike.
#define _GNU_SOURCE
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static pid_t child;

static void give_up(int signal_number) {
    (void)signal_number;
    kill(child, SIGKILL);
}

int main(int count, char **words) {
    if (count < 4) return 2;
    struct timespec begin, end;
    clock_gettime(CLOCK_MONOTONIC, &begin);
    child = fork();
    if (child < 0) return 2;
    if (child == 0) {
        execvp(words[3], words + 3);
        perror(words[3]);
        _exit(127);
    }
    signal(SIGALRM, give_up);
    alarm((unsigned)atoi(words[2]));

    int status;
    struct rusage usage;
    if (wait4(child, &status, 0, &usage) != child) return 2;
    clock_gettime(CLOCK_MONOTONIC, &end);

    FILE *report = fopen(words[1], "w");
    if (!report) return 2;
    long long wall = (end.tv_sec - begin.tv_sec) * 1000000000LL + (end.tv_nsec - begin.tv_nsec);
    long long user = usage.ru_utime.tv_sec * 1000000LL + usage.ru_utime.tv_usec;
    long long system = usage.ru_stime.tv_sec * 1000000LL + usage.ru_stime.tv_usec;
    fprintf(report, "%d %lld %lld %lld %ld\n", WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status), wall, user,
            system, usage.ru_maxrss);
    return fclose(report) == 0 ? 0 : 2;
}
