#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { NONE = 0, WEAK = 2, MEDIUM = 3, STRONG = 4, REQUIRED = 5 };

typedef struct Variable Variable;
typedef struct Constraint Constraint;
typedef struct {
    Constraint **items;
    int size, capacity;
} List;

struct Variable {
    double value;
    List constraints;
    Constraint *determined_by;
    int strength;
    long mark;
};
// Has one or two variables. The output is the one that it computes now, NULL if it is not enforced.
struct Constraint {
    void (*execute)(Constraint *);
    int strength;
    Variable *a, *b, *output;
    double wanted, factor, offset;
};
typedef struct {
    long mark, added, failed;
    List all;
} Solver;

static void push(List *list, Constraint *constraint) {
    if (list->size == list->capacity) {
        list->capacity = list->capacity ? 2 * list->capacity : 4;
        list->items = realloc(list->items, list->capacity * sizeof *list->items);
    }
    list->items[list->size++] = constraint;
}

static Variable *new_variable(double value) {
    Variable *variable = malloc(sizeof *variable);
    *variable = (Variable){.value = value, .strength = NONE};
    return variable;
}
static void free_variables(Variable **variables, int count) {
    for (int i = 0; i < count; i++) {
        free(variables[i]->constraints.items);
        free(variables[i]);
    }
    free(variables);
}
static void forget(Variable *variable, Constraint *constraint) {
    List *list = &variable->constraints;
    for (int i = 0; i < list->size; i++) {
        if (list->items[i] == constraint) {
            list->size--;
            memmove(&list->items[i], &list->items[i + 1], (list->size - i) * sizeof *list->items);
            return;
        }
    }
}

static Variable *input(const Constraint *c) { return c->output == c->a ? c->b : c->a; }
// The weaker of its variables is the one that costs least to take over.
static Variable *best_output(const Constraint *c) { return !c->b || c->a->strength < c->b->strength ? c->a : c->b; }
static int output_strength(const Constraint *c) {
    if (!c->b) return c->strength;
    int other = input(c)->strength;
    return other < c->strength ? other : c->strength;
}

static void stay(Constraint *c) { (void)c; }
static void edit(Constraint *c) { c->a->value = c->wanted; }
static void equal(Constraint *c) { c->output->value = input(c)->value; }
static void linear(Constraint *c) {
    if (c->output == c->b) {
        c->b->value = c->a->value * c->factor + c->offset;
    } else {
        c->a->value = (c->b->value - c->offset) / c->factor;
    }
}

static Constraint *new_constraint(Solver *solver, void (*execute)(Constraint *), int strength, Variable *a,
                                  Variable *b) {
    Constraint *constraint = malloc(sizeof *constraint);
    *constraint = (Constraint){.execute = execute, .strength = strength, .a = a, .b = b};
    push(&solver->all, constraint);
    return constraint;
}
static void free_constraints(Solver *solver) {
    for (int i = 0; i < solver->all.size; i++) free(solver->all.items[i]);
    free(solver->all.items);
}

static void consumers(const Variable *variable, List *list) {
    for (int i = 0; i < variable->constraints.size; i++) {
        Constraint *c = variable->constraints.items[i];
        if (c->output && c->output != variable) push(list, c);
    }
}
// Recomputes strengths and values downstream of a variable.
static void update(Variable *variable) {
    List pending = {0};
    push(&pending, variable->determined_by);
    while (pending.size > 0) {
        Constraint *constraint = pending.items[--pending.size];
        constraint->output->strength = output_strength(constraint);
        constraint->execute(constraint);
        consumers(constraint->output, &pending);
    }
    free(pending.items);
}
// Lets a constraint determine one of its variables; returns the constraint that had to give way.
static Constraint *enforce(Solver *solver, Constraint *constraint) {
    Variable *output = best_output(constraint);
    if (output->mark == solver->mark || output->strength >= constraint->strength) {
        constraint->output = NULL;
        if (constraint->strength == REQUIRED) solver->failed++;
        return NULL;
    }
    Constraint *displaced = output->determined_by;
    if (displaced) displaced->output = NULL;
    constraint->output = output;
    output->determined_by = constraint;
    output->mark = solver->mark;
    update(output);
    return displaced;
}
static void settle(Solver *solver, Constraint *constraint) {
    while (constraint) constraint = enforce(solver, constraint);
}
static void add(Solver *solver, Constraint *constraint) {
    solver->added++;
    push(&constraint->a->constraints, constraint);
    if (constraint->b) push(&constraint->b->constraints, constraint);
    solver->mark++;
    settle(solver, constraint);
}
static int stronger(const void *a, const void *b) {
    return (*(Constraint *const *)b)->strength - (*(Constraint *const *)a)->strength;
}
static void remove_constraint(Solver *solver, Constraint *constraint) {
    Variable *output = constraint->output;
    forget(constraint->a, constraint);
    if (constraint->b) forget(constraint->b, constraint);
    if (!output) return;
    constraint->output = NULL;
    output->determined_by = NULL;
    output->strength = NONE;
    // What was not enforced downstream may get its chance now, the strongest first.
    List unenforced = {0}, reached = {0};
    for (Variable *variable = output;; variable = reached.items[--reached.size]->output) {
        for (int i = 0; i < variable->constraints.size; i++) {
            Constraint *c = variable->constraints.items[i];
            if (!c->output) {
                push(&unenforced, c);
            } else if (c->output != variable) {
                c->output->strength = output_strength(c);
                push(&reached, c);
            }
        }
        if (reached.size == 0) break;
    }
    if (unenforced.size > 1) qsort(unenforced.items, unenforced.size, sizeof *unenforced.items, stronger);
    for (int i = 0; i < unenforced.size; i++) {
        solver->mark++;
        settle(solver, unenforced.items[i]);
    }
    free(unenforced.items);
    free(reached.items);
}
// The constraints to run, in order, when the output of an input constraint changes.
static List make_plan(Constraint *source) {
    List list = {0};
    push(&list, source);
    for (int i = 0; i < list.size; i++) consumers(list.items[i]->output, &list);
    return list;
}
static void execute(const List *plan) {
    for (int i = 0; i < plan->size; i++) plan->items[i]->execute(plan->items[i]);
}

// A chain of equal variables; the first is edited, the last must follow.
static long chain(int length, long seed, long *count) {
    Solver solver = {0};
    Variable **variables = malloc(length * sizeof *variables);
    for (int i = 0; i < length; i++) {
        variables[i] = new_variable(i + 1);
        if (i > 0) add(&solver, new_constraint(&solver, equal, REQUIRED, variables[i - 1], variables[i]));
    }
    Variable *last = variables[length - 1];
    add(&solver, new_constraint(&solver, stay, WEAK, last, NULL));
    Constraint *first = new_constraint(&solver, edit, STRONG, variables[0], NULL);
    first->wanted = seed;
    add(&solver, first);
    List plan = make_plan(first);
    long sum = 0;
    for (int k = 1; k <= 20; k++) {
        first->wanted = seed * k;
        execute(&plan);
        if (last->value != seed * k) {
            fprintf(stderr, "the chain does not follow\n");
            exit(1);
        }
        sum = (sum * 31 + (long)last->value + plan.size) % 1000003;
    }
    remove_constraint(&solver, first);
    free(plan.items);
    free_constraints(&solver);
    free_variables(variables, length);
    *count += solver.added + solver.failed;
    return sum;
}
// Pairs of variables that one factor and one offset relate; either side of a pair is edited.
static long projection(int length, long seed, long *count) {
    Solver solver = {0};
    Variable **sources = malloc(length * sizeof *sources), **targets = malloc(length * sizeof *targets);
    for (int i = 1; i <= length; i++) {
        Variable *source = new_variable(i), *target = new_variable(i);
        sources[i - 1] = source;
        targets[i - 1] = target;
        add(&solver, new_constraint(&solver, stay, WEAK, source, NULL));
        Constraint *relation = new_constraint(&solver, linear, REQUIRED, source, target);
        relation->factor = 1 + i % 4;
        relation->offset = seed % 10;
        add(&solver, relation);
    }
    long sum = 0;
    for (int i = 1; i <= length; i += 7) {
        Variable *edited = sources[i - 1], *other = targets[i - 1];
        if (i % 2 == 0) {
            edited = other;
            other = sources[i - 1];
        }
        Constraint *change = new_constraint(&solver, edit, MEDIUM, edited, NULL);
        add(&solver, change);
        List plan = make_plan(change);
        for (int k = 1; k <= 5; k++) {
            change->wanted = (seed + k) * 12 + seed % 10;
            execute(&plan);
            sum = (sum * 31 + (long)floor(other->value)) % 1000003;
        }
        remove_constraint(&solver, change);
        free(plan.items);
    }
    for (int i = 0; i < length; i++) sum = (sum + (long)floor(targets[i]->value) + targets[i]->strength) % 1000003;
    free_constraints(&solver);
    free_variables(sources, length);
    free_variables(targets, length);
    *count += solver.added + solver.failed;
    return sum;
}

int main(int argc, char **argv) {
    int length = argc > 1 ? atoi(argv[1]) : 200, rounds = argc > 2 ? atoi(argv[2]) : 40;
    long total = 0, count = 0;
    for (int r = 1; r <= rounds; r++) {
        total = (total * 7 + chain(length, r, &count)) % 1000003;
        total = (total * 7 + projection(length, r, &count)) % 1000003;
    }
    printf("%ld\t%ld\n", total, count);
}
