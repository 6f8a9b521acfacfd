#include "jit/frontend/feedback.h"

#include <cstdint>

namespace gs::jit {

namespace {

u16 failure_of(Op op) {
    switch (op) {
        case Op::CheckI32:
        case Op::AddI32Ov:
        case Op::SubI32Ov:
        case Op::MulI32Ov:
        case Op::NegI32Ov:
        case Op::NarrowI64: return kNotI32;
        case Op::CheckI64:
        case Op::CheckInt48:
        case Op::MulI64Ov:
        case Op::ExactI64: return kNotI32 | kNotInt;
        case Op::CheckF64: return kNotReal;
        case Op::CheckNumber: return kNotReal | kNotNumber;
        case Op::CheckPtr: return kNotThat | kNotTag;
        case Op::CheckBits: return kNotThat | kNotBits;
        case Op::CheckElements: return kNotThat | kNotWhole;
        case Op::GuardFalse:
        case Op::ReadElement: return kNotThat | kAsked;
        case Op::Exit: return kRuns;
        case Op::CheckOpen: return kNotOne;
        default: return kNotThat;
    }
}

}  // namespace

void Feedback::blame(const rt::Word* pc, Op op) {
    Site& site = sites_[pc];
    site.failed |= failure_of(op);
    if (site.times < UINT16_MAX) site.times++;
}

}  // namespace gs::jit
