// FunctionRef: a reference to something that can be called, two words, never allocates and owns nothing. It is meant
// for parameters: `void each(FunctionRef<void(Value)> visit)`. The thing it refers to must outlive the call, so do not
// store one in a field.
#pragma once

#include <memory>
#include <type_traits>
#include <utility>

namespace gs {

template <typename Signature>
class FunctionRef;

template <typename R, typename... Args>
class FunctionRef<R(Args...)> {
public:
    template <typename F>
        requires(!std::is_same_v<std::remove_cvref_t<F>, FunctionRef> && std::is_invocable_r_v<R, F&, Args...>)
    FunctionRef(F&& callee) noexcept {  // implicit on purpose: callers pass a lambda
        using Callee = std::remove_reference_t<F>;
        if constexpr (std::is_function_v<Callee>) {
            target_.function = reinterpret_cast<void (*)()>(&callee);
            invoke_ = [](Target target, Args... args) -> R {
                return reinterpret_cast<Callee*>(target.function)(std::forward<Args>(args)...);
            };
        } else if constexpr (std::is_pointer_v<Callee> && std::is_function_v<std::remove_pointer_t<Callee>>) {
            target_.function = reinterpret_cast<void (*)()>(callee);
            invoke_ = [](Target target, Args... args) -> R {
                return reinterpret_cast<std::remove_cv_t<Callee>>(target.function)(std::forward<Args>(args)...);
            };
        } else {
            target_.object = const_cast<void*>(static_cast<const void*>(std::addressof(callee)));
            invoke_ = [](Target target, Args... args) -> R {
                return (*static_cast<Callee*>(target.object))(std::forward<Args>(args)...);
            };
        }
    }

    R operator()(Args... args) const { return invoke_(target_, std::forward<Args>(args)...); }

private:
    // Data and function pointers are different things to the standard, so each has its own member.
    union Target {
        void* object;
        void (*function)();
    };

    Target target_{};
    R (*invoke_)(Target, Args...) = nullptr;
};

}  // namespace gs
