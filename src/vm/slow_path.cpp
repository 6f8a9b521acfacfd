#include "vm/slow.h"

namespace gs::vm {

using bytecode::Op;

// The same functions that the handlers name, but those that begin a metamethod and leave the rest to the loop. Instructions whose handlers can do all of it have none.
SlowPath slow_path(const Word& w) {
    switch (bytecode::info(w).base) {
        case Op::Add:
        case Op::Sub:
        case Op::Mul:
        case Op::Div:
        case Op::Mod:
        case Op::Pow:
        case Op::AddImm:
        case Op::SubImm:
        case Op::MulImm:
        case Op::DivImm:
        case Op::ModImm:
        case Op::AddK:
        case Op::SubK:
        case Op::MulK:
        case Op::DivK:
        case Op::ModK:
        case Op::PowK: return finish_arith;
        case Op::Negate: return finish_negate;
        case Op::Length: return slow_length;
        case Op::Concat: return slow_concat;

        case Op::Equal:
        case Op::NotEqual:
        case Op::Less:
        case Op::LessEqual: return slow_compare;
        case Op::JumpEqual:
        case Op::JumpNotEqual:
        case Op::JumpLess:
        case Op::JumpLessEqual:
        case Op::JumpNotLess:
        case Op::JumpNotLessEqual:
        case Op::JumpLessImm:
        case Op::JumpLessEqualImm:
        case Op::JumpGreaterImm:
        case Op::JumpGreaterEqualImm:
        case Op::JumpNotLessImm:
        case Op::JumpNotLessEqualImm:
        case Op::JumpNotGreaterImm:
        case Op::JumpNotGreaterEqualImm: return slow_jump_compare;
        case Op::JumpEqualK:
        case Op::JumpNotEqualK: return slow_jump_constant;
        case Op::LoopLess:
        case Op::LoopLessEqual:
        case Op::LoopLessImm:
        case Op::LoopLessEqualImm:
        case Op::LoopGreaterImm:
        case Op::LoopGreaterEqualImm:
        case Op::IncLoopLess:
        case Op::IncLoopLessEqual:
        case Op::IncLoopLessImm:
        case Op::IncLoopLessEqualImm:
        case Op::DecLoopGreaterImm:
        case Op::DecLoopGreaterEqualImm: return slow_loop_compare;

        case Op::RangeStart: return slow_range_start;
        case Op::RangeNext:
        case Op::RangeNext1: return slow_range_next;
        case Op::VarArgNext: return slow_var_arg_next;

        case Op::NewTable: return slow_new_table;
        case Op::NewObject: return slow_new_object;
        case Op::NewList: return slow_new_list;
        case Op::SetList: return slow_set_list;
        case Op::GetField: return slow_get_field;
        case Op::SetField: return slow_set_field;
        case Op::GetIndex: return slow_get_index;
        case Op::SetIndex: return slow_set_index;
        case Op::SetIndexK: return slow_set_index_k;
        case Op::GetElement: return slow_get_element;
        case Op::SetElement: return slow_set_element;
        case Op::Append: return slow_append;
        case Op::GetMethod: return slow_get_method;
        case Op::GetGlobal: return slow_get_global;
        case Op::SetGlobal: return slow_set_global;

        case Op::NewCell: return slow_new_cell;
        case Op::CopyCell: return slow_copy_cell;
        case Op::SetCell: return slow_set_cell;
        case Op::SetUpvalueCell: return slow_set_upvalue_cell;
        case Op::Closure: return slow_closure;
        case Op::VarArgs: return slow_var_args;
        case Op::VarArgIndex: return slow_var_arg_index;
        case Op::VarArgTable: return slow_var_arg_table;
        case Op::Defer: return slow_defer;
        case Op::RunDefers: return slow_run_defers;

        case Op::Call: return slow_call;
        case Op::CallOpen: return slow_call_open;
        case Op::TailCall: return slow_tail_call;
        case Op::TailCallOpen: return slow_tail_call_open;
        case Op::Return0: return slow_return0;
        case Op::Return1: return slow_return1;
        case Op::Return:
        case Op::ReturnOpen:
        case Op::ReturnVarArgs: return slow_return;

        case Op::Go: return slow_go;
        case Op::Send: return slow_send;
        case Op::Receive: return slow_receive;
        case Op::ReceiveOk: return slow_receive_ok;
        case Op::MakeChannel: return slow_make_channel;
        case Op::Select: return slow_select;
        default: return nullptr;
    }
}

}  // namespace gs::vm
