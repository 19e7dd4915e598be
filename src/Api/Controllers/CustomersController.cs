using System.ComponentModel.DataAnnotations;
using Hosting.Migrations.Api.Authentication;
using Hosting.Migrations.Api.Binding;
using Hosting.Migrations.Api.Errors;
using Hosting.Migrations.Api.Http;
using Hosting.Migrations.Api.OpenApi;
using Hosting.Migrations.Application.Customers;
using Hosting.Migrations.Application.Customers.Add;
using Hosting.Migrations.Application.Customers.Change;
using Hosting.Migrations.Application.Customers.Delete;
using Hosting.Migrations.Application.Customers.Get;
using Hosting.Migrations.Application.Customers.List;
using Hosting.Migrations.Application.Paging;
using Hosting.Migrations.Domain.Customers;
using MediatR;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace Hosting.Migrations.Api.Controllers;

/// <summary>Customers and their mail domains. Admins only.</summary>
[Route("api/customers")]
[Tags("HostingMigrations")]
[Authorize(Roles = CallerClaims.AdminRole)]
[ChangesNeedScope(TokenScope.Admin)]
[ProducesResponseType<ErrorEnvelope>(StatusCodes.Status401Unauthorized)]
[ProducesResponseType<ErrorEnvelope>(StatusCodes.Status403Forbidden)]
public sealed class CustomersController(IMediator mediator) : ApiController(mediator)
{
    /// <summary>List customers</summary>
    /// <remarks>Returns customers with their mail domains, by code. Admin only.</remarks>
    /// <param name="page">Page number. A page past the last one is 200 with no resources.</param>
    /// <param name="per">Results per page.</param>
    /// <response code="200">A page of customers.</response>
    [HttpGet(Name = "listCustomers")]
    [PageLinks]
    [ProducesResponseType<CustomerListDto>(StatusCodes.Status200OK)]
    [ProducesResponseType<ErrorEnvelope>(StatusCodes.Status422UnprocessableEntity)]
    public Task<CustomerListDto> List(
        [FromQuery(Name = "page")]
        [Minimum(1)]
        int page = PageRequest.DefaultNumber,
        [FromQuery(Name = "per")]
        [Range(1, PageRequest.MaxSize)]
        int per = PageRequest.DefaultSize) =>
        Send(new ListCustomersQuery(Caller) { Page = page, Per = per, Unreadable = Unreadable });

    /// <summary>Add customer</summary>
    /// <remarks>Adds a customer, with the mail domains into whose mailboxes it may migrate: check who owns a domain before. Admin only.</remarks>
    /// <param name="body">The customer.</param>
    /// <response code="201">The customer. The Location header is its URL.</response>
    [HttpPost(Name = "addCustomer")]
    [RequestSizeLimit(MaxBodyBytes)]
    [ProducesResponseType<CustomerDto>(StatusCodes.Status201Created)]
    [ProducesResponseType<ErrorEnvelope>(StatusCodes.Status422UnprocessableEntity)]
    public async Task<ActionResult<CustomerDto>> Add([JsonBody<AddCustomerBody>] JsonBody body)
    {
        var added = await Send(new AddCustomerCommand(Caller)
        {
            Code = body.OnlyHas("code", "name", "domains", "weight").Text("code"),
            Name = body.Text("name"),
            Domains = body.Texts("domains"),
            Weight = body.WholeNumber("weight"),
            Unreadable = body.Unreadable,
        });
        return Created($"{Request.PathBase}/api/customers/{added.Code}", added);
    }

    /// <summary>Get customer</summary>
    /// <remarks>Returns one customer with its mail domains. Admin only.</remarks>
    /// <param name="code">See <see cref="CustomerInPathAttribute"/>.</param>
    /// <response code="200">The customer.</response>
    [HttpGet("{code}", Name = "getCustomer")]
    [TakesIfNoneMatch]
    [ProducesResponseType<CustomerDto>(StatusCodes.Status200OK)]
    [ProducesResponseType<ErrorEnvelope>(StatusCodes.Status404NotFound)]
    public async Task<ActionResult<CustomerDto>> Get([CustomerInPath] string code) =>
        Revalidate(await Send(new GetCustomerQuery(Caller, code) { KnownTags = KnownTags }));

    /// <summary>Change customer</summary>
    /// <remarks>
    /// Changes the name, the mail domains as a whole, the weight, or whether the customer is disabled: then its tokens are refused and nothing can
    /// be uploaded for it, while what is under way goes on. Admin only.
    /// </remarks>
    /// <param name="code">See <see cref="CustomerInPathAttribute"/>.</param>
    /// <param name="body">What changes.</param>
    /// <response code="200">The customer.</response>
    [HttpPatch("{code}", Name = "changeCustomer")]
    [TakesIfMatch]
    [RequestSizeLimit(MaxBodyBytes)]
    [ProducesResponseType<CustomerDto>(StatusCodes.Status200OK)]
    [ProducesResponseType<ErrorEnvelope>(StatusCodes.Status404NotFound)]
    [ProducesResponseType<ErrorEnvelope>(StatusCodes.Status422UnprocessableEntity)]
    public async Task<ActionResult<CustomerDto>> Change([CustomerInPath] string code, [JsonBody<ChangeCustomerBody>] JsonBody body) =>
        Revalidate(await Send(new ChangeCustomerCommand(Caller, code)
        {
            Name = body.OnlyHas("name", "domains", "weight", "disabled").Text("name"),
            Domains = body.Texts("domains"),
            Weight = body.WholeNumber("weight"),
            Disabled = body.Flag("disabled"),
            ExpectedTags = ExpectedTags,
            Unreadable = body.Unreadable,
        }));

    /// <summary>Delete customer</summary>
    /// <remarks>Deletes a customer with its mail domains, tokens, webhooks and connections. 422 while it has migrations. Admin only.</remarks>
    /// <param name="code">See <see cref="CustomerInPathAttribute"/>.</param>
    /// <response code="204">Empty.</response>
    [HttpDelete("{code}", Name = "deleteCustomer")]
    [TakesIfMatch]
    [ProducesResponseType(StatusCodes.Status204NoContent)]
    [ProducesResponseType<ErrorEnvelope>(StatusCodes.Status404NotFound)]
    [ProducesResponseType<ErrorEnvelope>(StatusCodes.Status422UnprocessableEntity)]
    public async Task<NoContentResult> Delete([CustomerInPath] string code)
    {
        await Send(new DeleteCustomerCommand(Caller, code) { ExpectedTags = ExpectedTags });
        return NoContent();
    }
}
