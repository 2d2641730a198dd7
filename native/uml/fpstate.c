/*
 * Loaded into user-mode-linux before anything else (LD_PRELOAD; src/guest/uml.ts), so that it runs on a processor with
 * more vector state than it knows of.
 *
 * User-mode-linux switches between the threads of its guest by PTRACE_GETREGSET and PTRACE_SETREGSET of NT_X86_XSTATE,
 * with a buffer for the state up to AVX-512 and PKRU: 2696 bytes (arch/x86/um/os-Linux/registers.c). With AMX the host's
 * state has 11008. Getting a part of it works; setting one fails with EFAULT (arch/x86/kernel/fpu/regset.c,
 * xstateregs_set), and the guest's first process dies of it. So what is too short is filled up here with state in its
 * initial configuration, which it was in before: no program of the guest has AMX, for which the host's kernel would have
 * to be asked (arch_prctl, ARCH_REQ_XCOMP_PERM).
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <elf.h>
#include <stdarg.h>
#include <stdint.h>
#include <string.h>
#include <sys/ptrace.h>
#include <sys/types.h>
#include <sys/uio.h>

/* Far more than any processor has: 11008 bytes with AMX. */
#define MOST_STATE 65536
/* Intel SDM volume 1, 13.4: the header of an XSAVE area begins with the bits of the components that it holds. */
#define HEADER_AT 512
/* The components up to PKRU (bit 9), whose area in the standard format ends within 2696 bytes. */
#define KNOWN_COMPONENTS UINT64_C(0x3ff)

typedef long ptrace_function(int request, pid_t pid, void *address, void *data);

static ptrace_function *real_ptrace(void)
{
	static ptrace_function *function;

	if (!function)
		function = (ptrace_function *)dlsym(RTLD_NEXT, "ptrace");
	return function;
}

/* Bytes of the host's state; 0 when it cannot be told. */
static size_t state_size(pid_t pid)
{
	static _Alignas(64) unsigned char state[MOST_STATE];
	static size_t size;
	struct iovec whole = { state, sizeof(state) };

	if (!size && real_ptrace()(PTRACE_GETREGSET, pid, (void *)NT_X86_XSTATE, &whole) == 0)
		size = whole.iov_len;
	return size;
}

static long set_state(pid_t pid, struct iovec *given)
{
	static _Alignas(64) unsigned char state[MOST_STATE];
	size_t size = state_size(pid);
	struct iovec whole = { state, size };
	uint64_t components;

	if (given->iov_len >= size || given->iov_len < HEADER_AT + sizeof(components))
		return real_ptrace()(PTRACE_SETREGSET, pid, (void *)NT_X86_XSTATE, given);
	/* What lies behind is zero from the start, and stays so. */
	memcpy(state, given->iov_base, given->iov_len);
	memcpy(&components, state + HEADER_AT, sizeof(components));
	components &= KNOWN_COMPONENTS;
	memcpy(state + HEADER_AT, &components, sizeof(components));
	return real_ptrace()(PTRACE_SETREGSET, pid, (void *)NT_X86_XSTATE, &whole);
}

/* glibc's enumeration of requests is an int to its callers. */
__attribute__((visibility("default"))) long ptrace(enum __ptrace_request request, ...)
{
	va_list arguments;
	pid_t pid;
	void *address;
	void *data;

	va_start(arguments, request);
	pid = va_arg(arguments, pid_t);
	address = va_arg(arguments, void *);
	data = va_arg(arguments, void *);
	va_end(arguments);
	if (request == PTRACE_SETREGSET && address == (void *)NT_X86_XSTATE)
		return set_state(pid, data);
	return real_ptrace()((int)request, pid, address, data);
}
