using Hosting.Migrations.Application.Mailboxes;
using Hosting.Migrations.Infrastructure.Persistence.Work;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Hosting.Migrations.Infrastructure.Persistence.Configurations;

internal sealed class RefusedLoginConfiguration : IEntityTypeConfiguration<RefusedLogin>
{
    public void Configure(EntityTypeBuilder<RefusedLogin> builder)
    {
        builder.ToTable("refused_logins");
        builder.HasKey(one => one.Login);
        builder.Property(one => one.Login).HasMaxLength(LoginKey.Length);
    }
}
