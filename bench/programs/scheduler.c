#include <stdio.h>
#include <stdlib.h>

enum { DEVICES = 2, WORKERS = 4, PRODUCERS = 2, TASKS = DEVICES + WORKERS + PRODUCERS + 1, LARGEST_BATCH = 6 };
typedef enum { READY, WAITING, RESTING, DONE } State;
typedef struct Task Task;
typedef struct System System;
typedef struct Message {
    enum { JOB, ANSWER } kind;
    long value;
    Task *sender;
    struct Message *next;
} Message;
typedef struct {
    void (*run)(Task *task);
    void (*receive)(Task *task, Message *message);
} Class;
struct Task {
    const Class *class;
    System *system;
    char name[24];
    int priority;
    State state;
    long runs;
    Message *first, *last;
};
typedef struct {
    Task base;
    long sent, limit, answers, sum;
    Task **workers;
} Producer;
typedef struct {
    Task base;
    long work, left;
    Message *current;
    Task *device;
} Worker;
typedef struct {
    Task base;
    Message *batch[LARGEST_BATCH];
    int count, size;
} Device;
typedef struct {
    Task *task;
    long time;
} Sleeper;
struct System {
    Task *tasks[TASKS];
    Sleeper sleepers[TASKS];
    int task_count, sleeper_count;
    long time, made, sent;
    Message *free;
};

static void add(System *system, Task *task, const Class *class, int priority) {
    task->class = class;
    task->system = system;
    task->priority = priority;
    int i = system->task_count++;
    for (; i > 0 && system->tasks[i - 1]->priority < priority; i--) system->tasks[i] = system->tasks[i - 1];
    system->tasks[i] = task;
}
static Message *new_message(System *system, int kind, long value, Task *sender) {
    Message *message = system->free;
    if (message) {
        system->free = message->next;
    } else {
        system->made++;
        message = malloc(sizeof *message);
    }
    *message = (Message){kind, value, sender, NULL};
    return message;
}
static void free_message(System *system, Message *message) {
    message->next = system->free;
    system->free = message;
}
static void send(System *system, Task *task, Message *message) {
    system->sent++;
    task->class->receive(task, message);
}
static void wake_later(System *system, Task *task, long delay) {
    system->sleepers[system->sleeper_count++] = (Sleeper){task, system->time + delay};
}
static void wake(System *system) {
    int kept = 0;
    for (int i = 0; i < system->sleeper_count; i++) {
        Sleeper sleeper = system->sleepers[i];
        if (sleeper.time <= system->time) {
            sleeper.task->state = READY;
        } else {
            system->sleepers[kept++] = sleeper;
        }
    }
    system->sleeper_count = kept;
}
static Task *choose(System *system) {
    for (int i = 0; i < system->task_count; i++) {
        if (system->tasks[i]->state == READY) return system->tasks[i];
    }
    return NULL;
}
static void run(System *system, long steps) {
    for (long i = 0; i < steps; i++) {
        system->time++;
        if (system->sleeper_count > 0) wake(system);
        Task *task = choose(system);
        task->runs++;
        task->class->run(task);
    }
}

static void task_receive(Task *task, Message *message) {
    message->next = NULL;
    if (task->last) {
        task->last->next = message;
    } else {
        task->first = message;
    }
    task->last = message;
    if (task->state == WAITING) task->state = READY;
}
static Message *take(Task *task) {
    Message *message = task->first;
    if (!message) return NULL;
    task->first = message->next;
    if (!task->first) task->last = NULL;
    message->next = NULL;
    return message;
}
static void wait_for_message(Task *task) {
    if (!task->first) task->state = WAITING;
}

// Sends numbered jobs to the workers in turn until it has sent all.
static void producer_run(Task *task) {
    Producer *self = (Producer *)task;
    if (self->sent == self->limit) {
        task->state = DONE;
        return;
    }
    for (int i = 0; i < 3 && self->sent < self->limit; i++) {
        self->sent++;
        Message *message = new_message(task->system, JOB, self->sent, task);
        send(task->system, self->workers[self->sent % WORKERS], message);
    }
    task->state = RESTING;
    wake_later(task->system, task, 30);
}
static void producer_receive(Task *task, Message *message) {
    Producer *self = (Producer *)task;
    self->answers++;
    self->sum = (self->sum * 7 + message->value) % 1000003;
    free_message(task->system, message);
}

// Works a while on each job, then passes it on to a device.
static void worker_run(Task *task) {
    Worker *self = (Worker *)task;
    if (!self->current) {
        self->current = take(task);
        if (!self->current) {
            wait_for_message(task);
            return;
        }
        self->left = self->current->value % 3 + 1;
    }
    self->left--;
    self->work = (self->work * 31 + self->current->value) % 65521;
    if (self->left == 0) {
        Message *message = self->current;
        self->current = NULL;
        message->value += self->work % 10;
        send(task->system, self->device, message);
    }
}

// Collects jobs and answers in batches, in reverse order.
static void device_run(Task *task) {
    Device *self = (Device *)task;
    Message *message = take(task);
    if (!message) {
        wait_for_message(task);
        return;
    }
    self->batch[self->count++] = message;
    if (self->count == self->size || message->value % 11 == 0) {
        while (self->count > 0) {
            Message *done = self->batch[--self->count];
            done->kind = ANSWER;
            send(task->system, done->sender, done);
        }
    }
}

// Runs when nobody else wants to.
static void idle_run(Task *task) { (void)task; }

static const Class producer_class = {producer_run, producer_receive};
static const Class worker_class = {worker_run, task_receive};
static const Class device_class = {device_run, task_receive};
static const Class idle_class = {idle_run, task_receive};
static const char *const state_names[] = {"ready", "waiting", "resting", "done"};

int main(int argc, char **argv) {
    long steps = argc > 1 ? atol(argv[1]) : 10000, systems = argc > 2 ? atol(argv[2]) : 10, total = 0;
    for (long s = 1; s <= systems; s++) {
        System *system = calloc(1, sizeof *system);
        Device *devices[DEVICES];
        Task *workers[WORKERS];
        Producer *producers[PRODUCERS];
        for (int i = 1; i <= DEVICES; i++) {
            Device *device = devices[i - 1] = calloc(1, sizeof *device);
            sprintf(device->base.name, "device %d", i);
            device->size = 4 + i;
            add(system, &device->base, &device_class, 40 + i);
        }
        for (int i = 1; i <= WORKERS; i++) {
            Worker *worker = calloc(1, sizeof *worker);
            sprintf(worker->base.name, "worker %d", i);
            worker->work = i + s;
            worker->device = &devices[i % 2]->base;
            workers[i - 1] = &worker->base;
            add(system, &worker->base, &worker_class, 20 + i % 2);
        }
        for (int i = 1; i <= PRODUCERS; i++) {
            Producer *producer = producers[i - 1] = calloc(1, sizeof *producer);
            sprintf(producer->base.name, "producer %d", i);
            producer->limit = steps / 16;
            producer->workers = workers;
            producer->sum = s;
            add(system, &producer->base, &producer_class, 30);
        }
        Task *idle = calloc(1, sizeof *idle);
        sprintf(idle->name, "idle");
        add(system, idle, &idle_class, 0);
        run(system, steps);
        for (int i = 0; i < TASKS; i++) total = (total * 31 + system->tasks[i]->runs) % 1000000007;
        for (int i = 0; i < PRODUCERS; i++) {
            total = (total * 31 + producers[i]->sum + producers[i]->answers) % 1000000007;
        }
        if (s == 1) {
            for (int i = 0; i < TASKS; i++) {
                Task *task = system->tasks[i];
                printf("%s\t%s\t%ld\n", task->name, state_names[task->state], task->runs);
            }
            printf("%ld\t%ld\t%ld\t%ld\n", system->made, system->sent, producers[0]->answers, producers[1]->answers);
        }
    }
    printf("%ld\n", total);
}
