using FluentValidation;

namespace Hosting.Migrations.Application.UnitTests.Behaviours;

/// <summary>Notes that it was asked, and wants a password of four characters.</summary>
internal sealed class GuardedValidator : AbstractValidator<Guarded>
{
    public GuardedValidator() => RuleFor(request => request.Password)
        .Must(password =>
        {
            Asked = true;
            return password.Length >= 4;
        })
        .WithMessage("is too short");

    public bool Asked { get; private set; }
}
